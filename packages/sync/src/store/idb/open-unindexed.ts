import type { Store } from "../contract.ts";
import { createFeed } from "../feed.ts";
import { changesAfter } from "./rows/change-log.ts";
import type { Told } from "./rows/change-log.ts";
import { commitBatch } from "./commits/commit-batch.ts";
import { createConnection } from "./database/connection.ts";
import { eraseConnection } from "./commits/erase-connection.ts";
import { createFollower } from "./tabs/follower.ts";
import { declareIndexes } from "./indexes/declare-indexes.ts";
import { indexedFields } from "./indexes/index-stream.ts";
import { ownDeclared } from "./indexes/own-declared.ts";
import type { OwnDeclared } from "./indexes/own-declared.ts";
import { inTurn } from "./in-turn.ts";
import { moveRows } from "./move-rows.ts";
import type { Opening } from "./database/open-database.ts";
import { idbReads } from "./reads/read-idb.ts";
import type { Sealer } from "./sealer.ts";
import { seenBlocks } from "./rows/seen-blocks.ts";
import { createCompactor } from "./segments/compactor.ts";
import type { Compactor } from "./segments/compactor.ts";
import type { SegmentSize } from "./segments/pack.ts";
import { remembering } from "./segments/remembering.ts";
import type { Remembering } from "./segments/remembering.ts";
import { createShelf } from "./segments/shelf.ts";
import type { Workbench } from "./segments/workbench.ts";
import { tabChannel } from "./tabs/tab-channel.ts";

export interface UnindexedOptions extends Omit<Opening, "mark"> {
  readonly size: SegmentSize;
  /** Default: {@link remembering}. */
  readonly most?: Remembering | undefined;
  /** Seals everything that tells what a record holds. Default: none does. */
  readonly sealer?: Sealer | undefined;
}

/** A store that finds records by their keys alone: it keeps which indexes were declared, and nothing in them. */
export interface Unindexed {
  readonly store: Omit<Store, "recordsBy">;
  readonly bench: Workbench;
  readonly declared: OwnDeclared;
  /** Keeps the store's segments in order behind it. */
  readonly compactor: Compactor;
}

export async function openUnindexed(options: UnindexedOptions): Promise<Unindexed> {
  const { size, most = remembering, sealer, ...opening } = options;
  const shelf = createShelf(most);
  const connection = createConnection({ ...opening, mark: sealer?.mark }, () => shelf.forget());
  const bench: Workbench = { connection, shelf, size, sealer, inTurn: inTurn() };
  const reads = idbReads(bench);
  try {
    await moveRows(bench);
    const head = await reads.head();
    const compactor = createCompactor(bench);
    const declared = ownDeclared();
    const behind = { name: opening.name, head, compactor, declared };
    return { store: { durable: true, ...reads, ...writes(bench, behind) }, bench, declared, compactor };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

type Writes = Pick<Store, "commit" | "declareIndexes" | "indexes" | "erase" | "seen" | "subscribe" | "close">;

interface Behind extends Pick<Unindexed, "declared" | "compactor"> {
  readonly name: string;
  readonly head: number;
}

function writes(bench: Workbench, { name, head, declared, compactor }: Behind): Writes {
  const db = bench.connection;
  const feed = createFeed();
  const follower = createFollower({ feed, head, changesAfter: (told) => changesAfter(db, told) });
  const tabs = tabChannel(name, () => follower.look());
  const tell = (change: Told) => {
    follower.committed(change);
    tabs.tell();
  };
  return {
    async commit(batch) {
      const { event, added, directory } = await commitBatch(bench, batch);
      tell({ commit: event.commit, events: [event] });
      const of = [event.connection, event.stream ?? ""] as const;
      compactor.added(of, added, directory);
      // A run has ended: the stream rests until the next.
      if (event.receipt !== undefined && event.stream !== undefined) compactor.tidy(of);
      return event.commit;
    },
    async declareIndexes(connection, indexes) {
      await declareIndexes(bench, connection, indexes);
      declared.declared(connection, indexes);
    },
    indexes: (connection, stream) => db.read(["streams"], (tx) => indexedFields(tx, [connection, stream], declared)),
    async erase(connection) {
      const told = await bench.inTurn(() => eraseConnection(bench, connection));
      declared.erased(connection);
      tell(told);
    },
    seen: (connection, stream, run) => seenBlocks(db, { connection, stream, run }),
    subscribe: (listener) => feed.subscribe(listener),
    async close() {
      feed.end();
      tabs.close();
      await Promise.all([compactor.stop(), db.close()]);
    },
  };
}
