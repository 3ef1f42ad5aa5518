import { filterOf, mayHold } from "./filter.ts";
import { recentlyUsed } from "../../../recently-used.ts";
import type { Remembering } from "./remembering.ts";
import type { Entries } from "./segment.ts";

/**
 * Keys and hashes of the segments that were used last. Segments never change, so neither does what is kept. Those that are dropped leave a filter
 * behind, a few hundred bytes, so that keys which nobody has stored are still told from others without asking the database.
 */
export interface EntriesCache {
  get(id: number): Entries | undefined;
  put(id: number, entries: Entries): void;
  /** False only where it is known that the segment does not hold the key with this probe. */
  mayHold(id: number, probe: number): boolean;
  /** The segment is gone. */
  forget(id: number): void;
  clear(): void;
}

export function entriesCache({ entries: most, filterBytes }: Remembering): EntriesCache {
  const filters = recentlyUsed<number, Uint8Array>({ most: filterBytes, weigh: ({ length }) => length });
  const kept = recentlyUsed<number, Entries>({
    most,
    weigh,
    onDropped(id, { keys }) {
      if (filters.get(id) === undefined) filters.put(id, filterOf(keys));
    },
  });
  return {
    get: (id) => kept.get(id),
    put: (id, entries) => kept.put(id, entries),
    mayHold(id, probe) {
      const filter = kept.peek(id) === undefined ? filters.peek(id) : undefined;
      return filter === undefined || mayHold(filter, probe);
    },
    forget(id) {
      kept.delete(id);
      filters.delete(id);
    },
    clear() {
      kept.clear();
      filters.clear();
    },
  };
}

/** Entries of long keys, as those of an index may be, count for as many as they take the room of. */
function weigh({ keys }: Entries): number {
  const characters = keys.reduce((sum, { length }) => sum + length, 0);
  return Math.max(keys.length, characters / usual);
}

/** Characters of a key that count for nothing more. */
const usual = 50;
