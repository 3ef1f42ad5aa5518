import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openIdbStore } from "@waybill/sync/idb";
import { createMemoryStore } from "@waybill/sync/store";
import type { Store } from "@waybill/sync/store";
import type { Scenario } from "../plan/scenario.ts";

/** The store that all processes share. */
export async function openStore({ store: kind }: Scenario): Promise<{ store: Store; close: () => Promise<void> }> {
  const store = kind === "idb" ? await openIdbStore({ tenant: "t", indexedDB: new IDBFactory() }) : createMemoryStore();
  return { store, close: () => store.close() };
}
