import { unwrap } from "idb";
import type { StoreName, Transaction } from "./schema.ts";

/** The object stores of a transaction as the browser has them: of what is written nobody waits for an answer but that of the transaction. */
export function rawStores(tx: Transaction<"readwrite">): (name: StoreName) => IDBObjectStore {
  const raw = unwrap(tx);
  return (name) => raw.objectStore(name);
}
