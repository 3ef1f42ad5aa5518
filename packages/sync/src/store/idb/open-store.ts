import type { Store } from "../contract.ts";
import { createMemoryStore } from "../memory/create-memory-store.ts";
import { NoDatabase } from "./no-database.ts";
import { openIdbStore } from "./open-idb-store.ts";
import type { IdbStoreOptions } from "./open-idb-store.ts";

/**
 * Opens the best store there is: IndexedDB, or memory where the browser refuses a database (a sandboxed frame, some private windows). A store in memory
 * has `durable: false`, and `notDurableBecause` says why. Rejects where a database may be there and cannot be opened, upgraded or read: going on without
 * it would look as if nothing had ever been stored, and hide changes that are not sent yet.
 */
export async function openStore(options: IdbStoreOptions): Promise<Store> {
  try {
    return await openIdbStore(options);
  } catch (error) {
    if (!(error instanceof NoDatabase)) throw error;
    return { ...createMemoryStore(), notDurableBecause: error.failure };
  }
}
