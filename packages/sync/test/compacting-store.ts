import type { Store } from "../src/store/contract.ts";
import { databaseName } from "../src/store/idb/database/database-name.ts";
import { openHandle } from "../src/store/idb/open-handle.ts";
import type { Handle } from "../src/store/idb/open-handle.ts";

export interface CompactingOptions {
  readonly factory: IDBFactory;
  readonly tenant: string;
  /** What is compacted after each commit: `all`, what the store does by itself, or nothing. Default `all`. */
  readonly compact?: "all" | "itself" | "nothing" | undefined;
}

/** Segments of four rows, so that a handful of records makes many of them. */
export const tinySegments = { bytes: 400, rows: 4, tolerated: 4 } as const;

/** So little that most is forgotten before it is asked for again. */
export const tinyMemory = { entries: 12, filterBytes: 24, segments: 3, rowLength: 300 } as const;

export function openTiny({ factory, tenant }: Pick<CompactingOptions, "factory" | "tenant">): Promise<Handle> {
  return openHandle({ factory, name: databaseName("default", tenant), size: tinySegments });
}

/** A store of tiny segments that remembers next to nothing, and whose compaction is done before a commit resolves. */
export async function openCompacting({ factory, tenant, compact }: CompactingOptions): Promise<Store> {
  const name = databaseName("default", tenant);
  return compacting(await openHandle({ factory, name, size: tinySegments, most: tinyMemory }), compact);
}

/** A store whose compaction is done before a commit resolves. */
export function compacting(
  { store, compactor }: Pick<Handle, "store" | "compactor">,
  compact: CompactingOptions["compact"] = "all",
): Store {
  return {
    ...store,
    async commit(batch) {
      const commit = await store.commit(batch);
      if (compact === "all") compactor.tidy([batch.connection, batch.stream ?? ""]);
      if (compact !== "nothing") await compactor.idle();
      return commit;
    },
  };
}
