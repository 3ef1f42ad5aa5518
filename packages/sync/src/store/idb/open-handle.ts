import type { Store } from "../contract.ts";
import { segmentsInStep } from "./indexes/build-step.ts";
import { createIndexer } from "./indexes/indexer.ts";
import type { Indexer } from "./indexes/indexer.ts";
import { readBy } from "./indexes/read-by.ts";
import { openUnindexed } from "./open-unindexed.ts";
import type { Unindexed, UnindexedOptions } from "./open-unindexed.ts";

/** What is sealed is never indexed: the values of its fields would be told. */
export type HandleOptions = Omit<UnindexedOptions, "sealer">;

/** A store, and what keeps its segments and indexes in order behind it. */
export interface Handle extends Pick<Unindexed, "compactor"> {
  readonly store: Store;
  readonly indexer: Indexer;
}

export async function openHandle(options: HandleOptions): Promise<Handle> {
  const unindexed = await openUnindexed(options);
  const { bench, compactor } = unindexed;
  const indexer = createIndexer(bench, compactor);
  return { store: { ...unindexed.store, ...indexing(unindexed, indexer) }, compactor, indexer };
}

type Indexing = Pick<Store, "commit" | "declareIndexes" | "recordsBy" | "close">;

function indexing({ store, bench, declared }: Unindexed, indexer: Indexer): Indexing {
  const { connection: db, shelf } = bench;
  return {
    async commit(batch) {
      const commit = await store.commit(batch);
      // A run has ended: the stream rests until the next.
      if (batch.receipt !== undefined && batch.stream !== undefined) indexer.catchUp([batch.connection, batch.stream]);
      return commit;
    },
    async declareIndexes(connection, indexes) {
      await store.declareIndexes(connection, indexes);
      for (const stream of Object.keys(indexes)) indexer.catchUp([connection, stream]);
    },
    async recordsBy(connection, stream, query) {
      const of = [connection, stream] as const;
      const { page, uncovered } = await readBy({ db, shelf, declared }, of, query);
      if (uncovered > segmentsInStep) indexer.catchUp(of);
      return page;
    },
    async close() {
      await Promise.all([indexer.stop(), store.close()]);
    },
  };
}
