import { describe, expect, test } from "vitest";
import { storeConformance } from "../conformance/store-conformance.ts";
import { openEncryptedStore } from "./open-encrypted-store.ts";

const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
// Files of one run share the browser's databases.
const name = "encrypted";

storeConformance({ describe, test, expect, shared: true, open: (tenant) => openEncryptedStore({ tenant, name, key }) });
