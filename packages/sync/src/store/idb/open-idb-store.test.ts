import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import { storeConformance } from "../conformance/store-conformance.ts";
import { openIdbStore } from "./open-idb-store.ts";

const indexedDB = new IDBFactory();

storeConformance({ describe, test, expect, shared: true, open: (tenant) => openIdbStore({ tenant, indexedDB }) });
