import type { Store } from "../contract.ts";
import { openIdbStore } from "./open-idb-store.ts";
import type { IdbStoreOptions } from "./open-tenant.ts";
import { orInMemory } from "./or-in-memory.ts";

/**
 * Opens the best store there is: IndexedDB, or memory where the browser refuses a database (a sandboxed frame, some private windows). A store in memory
 * has `durable: false`, and `notDurableBecause` says why. Rejects where a database may be there and cannot be opened, upgraded or read: going on without
 * it would look as if nothing had ever been stored, and hide changes that are not sent yet.
 */
export function openStore(options: IdbStoreOptions): Promise<Store> {
  return orInMemory(() => openIdbStore(options));
}
