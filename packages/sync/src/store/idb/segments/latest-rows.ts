import type { Head } from "../rows/head.ts";
import type { StreamRow } from "../rows/rows.ts";
import { recentlyUsed } from "../../../recently-used.ts";
import type { Remembering } from "./remembering.ts";
import type { OfStream } from "./segment.ts";

/** The rows of streams as of the last commit that this handle knows of. */
export interface LatestRows {
  readonly head: Head | undefined;
  get(of: OfStream): StreamRow | undefined;
  /**
   * A transaction saw these: what is remembered of other streams may be older. Gives the row that is remembered from now on: where nothing has changed that of
   * before, by which more is known.
   */
  saw(head: Head, of: OfStream | undefined, row: StreamRow): StreamRow;
  /** This handle made these of what was remembered: nothing else changed. */
  made(head: Head, of: OfStream | undefined, row: StreamRow): void;
  clear(): void;
}

export function latestRows({ rowLength }: Remembering): LatestRows {
  const rows = recentlyUsed<string, StreamRow>({ most: rowLength, weigh: lengthOf });
  let last: Head | undefined;

  function set(head: Head, of: OfStream | undefined, row: StreamRow): void {
    last = head;
    if (of !== undefined) rows.put(JSON.stringify(of), row);
  }

  return {
    get head() {
      return last;
    },
    get: (of) => rows.get(JSON.stringify(of)),
    saw(head, of, row) {
      // A transaction that began before the last commit has no news.
      if (last !== undefined && isBefore(head, last)) return row;
      if (last === undefined || isBefore(last, head)) rows.clear();
      const known = of && rows.get(JSON.stringify(of));
      const kept = known?.version === row.version && known.epoch === row.epoch ? known : row;
      set(head, of, kept);
      return kept;
    },
    made: set,
    clear() {
      last = undefined;
      rows.clear();
    },
  };
}

/** About as many characters as the row is kept in. */
function lengthOf({ checkpoint, seen }: StreamRow): number {
  const waiting = seen?.blocks.reduce((sum, { keys }) => sum + keys.length, 0) ?? 0;
  return fixedLength + (checkpoint?.text.length ?? 0) + waiting;
}

/** Numbers, the lease, and the names of connection and stream. */
const fixedLength = 200;

function isBefore(a: Head, b: Head): boolean {
  return a.commit < b.commit || (a.commit === b.commit && a.step < b.step);
}
