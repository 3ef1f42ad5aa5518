import { isFailureError } from "@waybill/transport";
import type { Store } from "../contract.ts";
import { createMemoryStore } from "../memory/create-memory-store.ts";
import { openIdbStore } from "./open-idb-store.ts";
import type { IdbStoreOptions } from "./open-idb-store.ts";

/**
 * Opens the best store there is: IndexedDB, or memory where the browser gives no database (a private window, a sandboxed frame, a defect on the
 * disk). A store in memory has `durable: false`, and `notDurableBecause` says why. Rejects for a database that is there and cannot be read: going on without
 * it would look as if nothing had ever been stored.
 */
export async function openStore(options: IdbStoreOptions): Promise<Store> {
  try {
    return await openIdbStore(options);
  } catch (error) {
    if (!isFailureError(error) || error.code !== "storage" || !error.retryable) throw error;
    return { ...createMemoryStore(), notDurableBecause: error.failure };
  }
}
