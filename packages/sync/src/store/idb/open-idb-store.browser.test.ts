import { describe, expect, test } from "vitest";
import { storeConformance } from "../conformance/store-conformance.ts";
import { openIdbStore } from "./open-idb-store.ts";

storeConformance({ describe, test, expect, shared: true, open: (tenant) => openIdbStore({ tenant }) });
