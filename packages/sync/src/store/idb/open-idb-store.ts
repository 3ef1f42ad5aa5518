import type { Store } from "../contract.ts";
import { createFeed } from "../feed.ts";
import { storageFailure } from "../storage-failure.ts";
import { changesAfter } from "./change-log.ts";
import { commitBatch } from "./commit-batch.ts";
import { createConnection } from "./connection.ts";
import type { Connection } from "./connection.ts";
import { databaseName } from "./database-name.ts";
import { eraseConnection } from "./erase-connection.ts";
import { createFollower } from "./follower.ts";
import { idbReads } from "./read-idb.ts";
import type { ChangeRow } from "./rows.ts";
import { seenBlocks } from "./seen-blocks.ts";
import { tabChannel } from "./tab-channel.ts";

export interface IdbStoreOptions {
  /** Whose data this is. Each tenant has a database of its own. */
  readonly tenant: string;
  /** Tells apart stores of several products on one origin. Default `"default"`. */
  readonly name?: string | undefined;
  /** Default: the browser's. */
  readonly indexedDB?: IDBFactory | undefined;
}

/**
 * Opens a tenant's store in IndexedDB: what the browser offers for data that outlives the page. Other tabs' commits are told to this one's
 * subscribers. Rejects with a `storage` failure when the browser gives no database; {@link openStore} goes on in memory then.
 */
export async function openIdbStore(options: IdbStoreOptions): Promise<Store> {
  const name = databaseName(options.name ?? "default", options.tenant);
  const db = createConnection(options.indexedDB ?? platformFactory(), name);
  const reads = idbReads(db);
  try {
    const head = await reads.head();
    return { durable: true, ...reads, ...writes(db, name, head) };
  } catch (error) {
    await db.close();
    throw error;
  }
}

function writes(
  db: Connection,
  name: string,
  head: number,
): Pick<Store, "commit" | "erase" | "seen" | "subscribe" | "close"> {
  const feed = createFeed();
  const follower = createFollower({ feed, head, changesAfter: (told) => changesAfter(db, told) });
  const tabs = tabChannel(name, () => follower.look());
  const tell = (change: ChangeRow) => {
    follower.committed(change);
    tabs.tell();
  };
  return {
    async commit(batch) {
      const event = await commitBatch(db, batch);
      tell({ commit: event.commit, events: [event] });
      return event.commit;
    },
    async erase(connection) {
      tell(await eraseConnection(db, connection));
    },
    seen: (connection, stream, run) => seenBlocks(db, { connection, stream, run }),
    subscribe: (listener) => feed.subscribe(listener),
    async close() {
      feed.end();
      tabs.close();
      await db.close();
    },
  };
}

/** In a private window or a sandboxed frame, asking for the factory may throw or give nothing. */
function platformFactory(): IDBFactory {
  let factory: IDBFactory | undefined;
  let cause: unknown;
  try {
    factory = globalThis.indexedDB;
  } catch (error) {
    cause = error;
  }
  if (factory !== undefined && factory !== null) return factory;
  throw storageFailure(
    "This browser window gives no database (IndexedDB), so nothing can be kept after it closes.",
    cause,
  );
}
