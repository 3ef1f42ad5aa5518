import { filterOf, mayHold } from "./filter.ts";
import type { Entries } from "./segment.ts";

/** Entries that are kept, about 13 MB of them. */
const mostKept = 131_072;

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

export function entriesCache(): EntriesCache {
  const kept = new Map<number, Entries>();
  const filters = new Map<number, Uint8Array>();
  let size = 0;

  function drop(id: number): Entries | undefined {
    const entries = kept.get(id);
    size -= entries?.keys.length ?? 0;
    kept.delete(id);
    return entries;
  }

  return {
    get(id) {
      const entries = kept.get(id);
      if (entries === undefined) return undefined;
      // A map keeps the order of insertion: the last used go to its end.
      kept.delete(id);
      kept.set(id, entries);
      return entries;
    },
    put(id, entries) {
      drop(id);
      kept.set(id, entries);
      size += entries.keys.length;
      for (const oldest of kept.keys()) {
        if (size <= mostKept) break;
        const dropped = drop(oldest);
        if (dropped !== undefined && !filters.has(oldest)) filters.set(oldest, filterOf(dropped.keys));
      }
    },
    mayHold(id, probe) {
      const filter = kept.has(id) ? undefined : filters.get(id);
      return filter === undefined || mayHold(filter, probe);
    },
    forget(id) {
      drop(id);
      filters.delete(id);
    },
    clear() {
      kept.clear();
      filters.clear();
      size = 0;
    },
  };
}
