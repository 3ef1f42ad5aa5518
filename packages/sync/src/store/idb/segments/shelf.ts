import { isLast, readHead } from "../rows/head.ts";
import type { Head } from "../rows/head.ts";
import { readEntries, readStream, unreadable } from "../rows/rows.ts";
import type { StreamRow } from "../rows/rows.ts";
import type { AnyTransaction } from "../database/schema.ts";
import type { Written } from "./add-segments.ts";
import { rememberedDirectories } from "./directories.ts";
import { emptyDirectory } from "./directory.ts";
import type { Directory } from "./directory.ts";
import { entriesCache } from "./entries-cache.ts";
import { latestRows } from "./latest-rows.ts";
import { remembering } from "./remembering.ts";
import type { Remembering } from "./remembering.ts";
import { segmentKey } from "./segment.ts";
import type { Entries, OfStream, Segment } from "./segment.ts";

/** Where a stream stands. */
export interface Standing {
  readonly head: Head;
  readonly row: StreamRow;
  readonly directory: Directory;
}

/** What a commit or a step of compaction made of a stream. */
export interface Change extends Standing {
  readonly written: readonly Written[];
  readonly removed?: readonly Segment[] | undefined;
}

/**
 * What this handle remembers of the tenant's counters and of each stream. A transaction believes it only when it has seen that nothing was written
 * since, so that other tabs may commit and compact meanwhile.
 */
export interface Shelf {
  /** How often all was forgotten. What was read before the last time may be of another database, which gives the same ids to other segments. */
  readonly forgettings: number;
  /** Where a stream stood when it was last looked at, if that was after the last commit that is known. Without a stream, where the tenant stood. */
  recall(of: OfStream | undefined): Standing | undefined;
  /** Where a stream stands, as the transaction sees it. */
  read(tx: AnyTransaction, of: OfStream | undefined): Promise<Standing>;
  /** Calls `look` with the directory as the transaction sees it; perhaps twice: with what is remembered, while that is being checked, and anew. */
  with<T>(tx: AnyTransaction, of: OfStream, look: (directory: Directory, row: StreamRow) => Promise<T>): Promise<T>;
  entries(tx: AnyTransaction, of: OfStream, segment: Segment): Promise<Entries>;
  /** The same, where they are remembered. */
  remembered(segment: Segment): Entries | undefined;
  /** Whether a stream with this row has own changes, where a reader found it out. Holds as long as the row is remembered. */
  readonly own: Pick<WeakMap<StreamRow, boolean>, "get" | "set">;
  /** False only where it is known that the segment does not hold the key with this probe. */
  mayHold(segment: Segment, probe: number): boolean;
  /** After the commit that made it true. */
  learn(of: OfStream | undefined, change: Change): void;
  /** The database was opened, and may be another one, or something was erased: nothing that was remembered is to be believed or kept. */
  forget(): void;
}

/** A stream that nothing is known of. */
const noStream: StreamRow = { base: 0, quarantine: 0, version: 0, epoch: 0 };

export function createShelf(most: Remembering = remembering): Shelf {
  const latest = latestRows(most);
  const directories = rememberedDirectories(most);
  const cache = entriesCache(most);
  const own = new WeakMap<StreamRow, boolean>();
  let forgettings = 0;

  function recall(of: OfStream | undefined): Standing | undefined {
    const { head } = latest;
    const row = of === undefined ? noStream : latest.get(of);
    const directory = of === undefined ? emptyDirectory : row && directories.get(of, row);
    return head && row && directory && { head, row, directory };
  }

  async function read(tx: AnyTransaction, of: OfStream | undefined): Promise<Standing> {
    const [stored, head] = await Promise.all([of && tx.objectStore("streams").get([...of]), readHead(tx)]);
    // A new row's epoch is past all that was ever written, so that nothing remembered of an erased stream is believed.
    const seen = readStream(stored) ?? { ...noStream, epoch: head.segments };
    const directory = of === undefined ? emptyDirectory : await directories.read(tx, of, seen);
    return { head, row: latest.saw(head, of, seen), directory };
  }

  async function entries(tx: AnyTransaction, of: OfStream, segment: Segment): Promise<Entries> {
    const cached = cache.get(segment.id);
    if (cached !== undefined) return cached;
    const stored = readEntries(await tx.objectStore("entries").get(segmentKey(of, segment)));
    if (stored === undefined) throw unreadable("segment");
    cache.put(segment.id, stored);
    return stored;
  }

  return {
    get forgettings() {
      return forgettings;
    },
    recall,
    read,
    entries,
    remembered: ({ id }) => cache.get(id),
    own,
    async with(tx, of, look) {
      const early = recall(of);
      const current = early && isLast(tx, early.head);
      const seen = early && look(early.directory, early.row);
      seen?.catch(() => undefined);
      if (seen !== undefined && (await current) === true) return seen;
      const { directory, row } = await read(tx, of);
      return look(directory, row);
    },
    mayHold: ({ id }, probe) => cache.mayHold(id, probe),
    learn(of, { head, row, directory, written, removed = [] }) {
      // A commit of own changes alone leaves the row as it was.
      own.delete(row);
      latest.made(head, of, row);
      if (of !== undefined) directories.put(of, row, directory);
      for (const { id } of removed) cache.forget(id);
      for (const { segment, packed } of written) cache.put(segment.id, packed.entries);
    },
    forget() {
      forgettings += 1;
      latest.clear();
      directories.clear();
      cache.clear();
    },
  };
}
