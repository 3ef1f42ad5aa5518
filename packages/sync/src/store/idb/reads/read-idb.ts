import type { Store } from "../../contract.ts";
import { listReads } from "./list-reads.ts";
import { recordReads } from "./record-reads.ts";
import { readHead } from "../rows/head.ts";
import { readCheckpoint, readLimits, readStream, readTokens } from "../rows/rows.ts";
import type { StoreName } from "../database/schema.ts";
import type { OfStream } from "../segments/segment.ts";
import type { Workbench } from "../segments/workbench.ts";

type Reads = Omit<
  Store,
  | "durable"
  | "notDurableBecause"
  | "commit"
  | "declareIndexes"
  | "indexes"
  | "recordsBy"
  | "seen"
  | "subscribe"
  | "erase"
  | "close"
>;

/** The reads of an IndexedDB store, but for those by an index. Each is one transaction, and sees one commit. */
export function idbReads(bench: Workbench): Reads {
  const db = bench.connection;
  const one = (store: StoreName, key: IDBValidKey) =>
    db.read([store], (tx): Promise<unknown> => tx.objectStore(store).get(IDBKeyRange.only(key)));
  const row = async (...of: OfStream) => readStream(await one("streams", [...of]));
  return {
    ...recordReads(bench),
    ...listReads(db),
    head: async () => (await db.read(["changes"], readHead)).commit,
    count: async (connection, stream) => (await row(connection, stream))?.base ?? 0,
    checkpoint: async (connection, stream) => readCheckpoint((await row(connection, stream))?.checkpoint),
    lease: async (connection, stream) => (await row(connection, stream))?.lease,
    quarantineCount: async (connection, stream) => (await row(connection, stream))?.quarantine ?? 0,
    tokens: async (key) => readTokens(await one("tokens", key))?.value,
    limits: async (bucket) => readLimits(await one("limits", bucket))?.value,
  };
}
