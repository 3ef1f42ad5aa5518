import type { Store } from "../contract.ts";
import { createFeed } from "../feed.ts";
import { changesAfter } from "./change-log.ts";
import type { Told } from "./change-log.ts";
import { commitBatch } from "./commit-batch.ts";
import { createConnection } from "./connection.ts";
import { eraseConnection } from "./erase-connection.ts";
import { createFollower } from "./follower.ts";
import { declareIndexes } from "./indexes/declare-indexes.ts";
import { segmentsInStep } from "./indexes/build-step.ts";
import { createIndexer } from "./indexes/indexer.ts";
import type { Indexer } from "./indexes/indexer.ts";
import { indexedFields } from "./indexes/index-stream.ts";
import { ownDeclared } from "./indexes/own-declared.ts";
import { readBy } from "./indexes/read-by.ts";
import { inTurn } from "./in-turn.ts";
import { moveRows } from "./move-rows.ts";
import type { Opening } from "./open-database.ts";
import { idbReads } from "./read-idb.ts";
import { seenBlocks } from "./seen-blocks.ts";
import { createCompactor } from "./segments/compactor.ts";
import type { Compactor } from "./segments/compactor.ts";
import type { SegmentSize } from "./segments/pack.ts";
import type { OfStream } from "./segments/segment.ts";
import { remembering } from "./segments/remembering.ts";
import type { Remembering } from "./segments/remembering.ts";
import { createShelf } from "./segments/shelf.ts";
import type { Workbench } from "./segments/take-step.ts";
import { tabChannel } from "./tab-channel.ts";

export interface HandleOptions extends Opening {
  readonly size: SegmentSize;
  /** Default: {@link remembering}. */
  readonly most?: Remembering | undefined;
}

/** A store, and what keeps its segments in order behind it. */
export interface Handle {
  readonly store: Store;
  readonly compactor: Compactor;
  readonly indexer: Indexer;
}

export async function openHandle({ size, most = remembering, ...opening }: HandleOptions): Promise<Handle> {
  const shelf = createShelf(most);
  const connection = createConnection(opening, () => shelf.forget());
  const bench: Workbench = { connection, shelf, size, inTurn: inTurn() };
  const reads = idbReads(connection, shelf);
  try {
    await moveRows(bench);
    const head = await reads.head();
    const compactor = createCompactor(bench);
    const indexer = createIndexer(bench, compactor);
    const behind = { name: opening.name, head, compactor, indexer, isSealed: opening.mark !== undefined };
    return { store: { durable: true, ...reads, ...writes(bench, behind) }, compactor, indexer };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

type Writes = Pick<
  Store,
  "commit" | "declareIndexes" | "indexes" | "recordsBy" | "erase" | "seen" | "subscribe" | "close"
>;

interface Behind {
  readonly name: string;
  readonly head: number;
  readonly compactor: Compactor;
  readonly indexer: Indexer;
  /** What is stored is sealed: no value of a field can be seen, and nothing can be indexed. */
  readonly isSealed: boolean;
}

function writes(bench: Workbench, { name, head, compactor, indexer, isSealed }: Behind): Writes {
  const db = bench.connection;
  const own = ownDeclared();
  const feed = createFeed();
  const follower = createFollower({ feed, head, changesAfter: (told) => changesAfter(db, told) });
  const tabs = tabChannel(name, () => follower.look());
  const tell = (change: Told) => {
    follower.committed(change);
    tabs.tell();
  };
  const catchUp = (of: OfStream) => {
    if (!isSealed) indexer.catchUp(of);
  };
  return {
    async commit(batch) {
      const { event, added, directory } = await commitBatch(bench, batch);
      tell({ commit: event.commit, events: [event] });
      const of = [batch.connection, batch.stream ?? ""] as const;
      compactor.added(of, added, directory);
      // A run has ended: the stream rests until the next.
      if (batch.receipt !== undefined && batch.stream !== undefined) {
        compactor.tidy(of);
        catchUp(of);
      }
      return event.commit;
    },
    async declareIndexes(connection, indexes) {
      await declareIndexes(bench, connection, indexes);
      own.declared(connection, indexes);
      for (const stream of Object.keys(indexes)) catchUp([connection, stream]);
    },
    async recordsBy(connection, stream, query) {
      const of = [connection, stream] as const;
      const { page, uncovered } = await readBy({ db, shelf: bench.shelf, declared: own }, of, query);
      if (uncovered > segmentsInStep) catchUp(of);
      return page;
    },
    indexes: (connection, stream) => db.read(["streams"], (tx) => indexedFields(tx, [connection, stream], own)),
    async erase(connection) {
      const told = await bench.inTurn(() => eraseConnection(bench, connection));
      own.erased(connection);
      tell(told);
    },
    seen: (connection, stream, run) => seenBlocks(db, { connection, stream, run }),
    subscribe: (listener) => feed.subscribe(listener),
    async close() {
      feed.end();
      tabs.close();
      await Promise.all([indexer.stop(), compactor.stop(), db.close()]);
    },
  };
}
