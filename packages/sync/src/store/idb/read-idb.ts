import type { Store } from "../contract.ts";
import type { Connection } from "./connection.ts";
import { listReads } from "./list-reads.ts";
import { recordReads } from "./record-reads.ts";
import { readCheckpoint, readCounts, readHead, readLease, readLimits, readTokens } from "./rows.ts";
import type { StoreName } from "./schema.ts";
import type { Shelf } from "./segments/shelf.ts";

type Reads = Omit<Store, "durable" | "notDurableBecause" | "commit" | "seen" | "subscribe" | "erase" | "close">;

/** Every read of an IndexedDB store. Each is one transaction, and sees one commit. */
export function idbReads(db: Connection, shelf: Shelf): Reads {
  const one = (store: StoreName, key: IDBValidKey) =>
    db.read([store], (tx): Promise<unknown> => tx.objectStore(store).get(IDBKeyRange.only(key)));
  return {
    ...recordReads(db, shelf),
    ...listReads(db),
    head: async () => readHead(await one("meta", "head")).commit,
    count: async (connection, stream) => readCounts(await one("counts", [connection, stream]))?.base ?? 0,
    checkpoint: async (connection, stream) => readCheckpoint(await one("checkpoints", [connection, stream])),
    lease: async (connection, stream) => readLease(await one("leases", [connection, stream])),
    quarantineCount: async (connection, stream) =>
      readCounts(await one("counts", [connection, stream]))?.quarantine ?? 0,
    tokens: async (key) => readTokens(await one("tokens", key))?.value,
    limits: async (bucket) => readLimits(await one("limits", bucket))?.value,
  };
}
