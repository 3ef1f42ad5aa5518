import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openEncryptedStore } from "@waybill/sync/encrypted";
import { openIdbStore } from "@waybill/sync/idb";
import { createMemoryStore } from "@waybill/sync/store";
import type { Store } from "@waybill/sync/store";
import type { Scenario } from "../plan/scenario.ts";
import { createChance } from "../world/chance.ts";

/** The store that all processes share. */
export async function openStore(scenario: Scenario): Promise<{ store: Store; close: () => Promise<void> }> {
  const store = await opened(scenario);
  return { store, close: () => store.close() };
}

/** The platform's own cipher answers from other threads: nothing else happens until the call of the store that waits for it has ended. */
async function opened({ store: kind, seed }: Scenario): Promise<Store> {
  const where = { tenant: "t", indexedDB: new IDBFactory() };
  switch (kind) {
    case "memory":
      return createMemoryStore();
    case "idb":
      return openIdbStore(where);
    case "encrypted": {
      const chance = createChance(seed ^ 0xc1f3);
      const key = await crypto.subtle.importKey("raw", chance.bytes(32), "AES-GCM", false, ["encrypt", "decrypt"]);
      return openEncryptedStore({ ...where, key, randomBytes: (length) => chance.bytes(length) });
    }
  }
}
