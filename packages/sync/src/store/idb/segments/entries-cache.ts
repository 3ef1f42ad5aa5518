import type { Entries } from "./segment.ts";

/** Entries that are kept, about 15 MB of them. */
const mostKept = 65_536;

/** Keys and hashes of the segments that were used last. Segments never change, so neither does what is kept. */
export interface EntriesCache {
  get(id: number): Entries | undefined;
  put(id: number, entries: Entries): void;
  clear(): void;
}

export function entriesCache(): EntriesCache {
  const kept = new Map<number, Entries>();
  let size = 0;

  function drop(id: number): void {
    size -= kept.get(id)?.keys.length ?? 0;
    kept.delete(id);
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
        drop(oldest);
      }
    },
    clear() {
      kept.clear();
      size = 0;
    },
  };
}
