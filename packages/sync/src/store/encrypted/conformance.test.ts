import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import { storeConformance } from "../conformance/store-conformance.ts";
import { openEncryptedStore } from "./open-encrypted-store.ts";

const indexedDB = new IDBFactory();
const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

storeConformance({
  describe,
  test,
  expect,
  shared: true,
  open: (tenant) => openEncryptedStore({ tenant, key, indexedDB }),
});
