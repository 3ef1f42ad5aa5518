import type { Head } from "../head.ts";
import type { StreamRow } from "../rows.ts";
import type { OfStream } from "./segment.ts";

/** The rows of streams as of the last commit that this handle knows of. */
export interface LatestRows {
  readonly head: Head | undefined;
  get(of: OfStream): StreamRow | undefined;
  /** A transaction saw these: what is remembered of other streams may be older. */
  saw(head: Head, of: OfStream | undefined, row: StreamRow): void;
  /** This handle made these of what was remembered: nothing else changed. */
  made(head: Head, of: OfStream | undefined, row: StreamRow): void;
  clear(): void;
}

export function latestRows(): LatestRows {
  const rows = new Map<string, StreamRow>();
  let last: Head | undefined;

  function set(head: Head, of: OfStream | undefined, row: StreamRow): void {
    last = head;
    if (of !== undefined) rows.set(JSON.stringify(of), row);
  }

  return {
    get head() {
      return last;
    },
    get: (of) => rows.get(JSON.stringify(of)),
    saw(head, of, row) {
      // A transaction that began before the last commit has no news.
      if (last !== undefined && isBefore(head, last)) return;
      if (last === undefined || isBefore(last, head)) rows.clear();
      set(head, of, row);
    },
    made: set,
    clear() {
      last = undefined;
      rows.clear();
    },
  };
}

function isBefore(a: Head, b: Head): boolean {
  return a.commit < b.commit || (a.commit === b.commit && a.step < b.step);
}
