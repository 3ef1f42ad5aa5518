import type { CountsRow } from "../rows.ts";
import { readAll, readCounts, readEntries, readSegment, unreadable } from "../rows.ts";
import { after, under } from "../ranges.ts";
import type { AnyTransaction } from "../schema.ts";
import { changeDirectory, emptyDirectory } from "./directory.ts";
import type { Directory } from "./directory.ts";
import { entriesCache } from "./entries-cache.ts";
import type { Entries, Segment } from "./segment.ts";

export type OfStream = readonly [connection: string, stream: string];

/** A stream's directory, and which change of the stream it is as of. */
export interface Shelved {
  readonly directory: Directory;
  /** The tenant's counter of segments at the last change; 0: there never was one. */
  readonly version: number;
  /** The same counter when a segment was last taken away. */
  readonly epoch: number;
}

/**
 * What this handle remembers of the segments of each stream. A transaction believes it only after it has read that the stream is still at that
 * version, so that other tabs may commit and compact meanwhile.
 */
export interface Shelf {
  /** Calls `look` with the directory as the transaction sees it; perhaps twice: with what is remembered, while that is being checked, and anew. */
  with<T>(tx: AnyTransaction, of: OfStream, look: (directory: Directory) => Promise<T>): Promise<Looked<T>>;
  entries(tx: AnyTransaction, of: OfStream, segment: Segment): Promise<Entries>;
  /** After the commit that made it true. */
  adopt(of: OfStream, shelved: Shelved, written?: readonly (readonly [id: number, entries: Entries])[]): void;
  /** The database is another one: nothing that was remembered is about it. */
  forget(): void;
}

/** What came of a look, and what it was based on. */
export interface Looked<T> {
  readonly value: T;
  readonly at: Shelved;
  readonly counts: CountsRow | undefined;
}

const nothing: Shelved = { directory: emptyDirectory, version: 0, epoch: 0 };

const place = (of: OfStream): string => JSON.stringify(of);

export function createShelf(): Shelf {
  const known = new Map<string, Shelved>();
  const cache = entriesCache();

  async function current(tx: AnyTransaction, of: OfStream, counts: CountsRow | undefined): Promise<Shelved> {
    const remembered = known.get(place(of));
    const { version = 0, epoch = 0 } = counts ?? {};
    if (remembered?.version === version) return remembered;
    if (version === 0) return nothing;
    // Segments are only ever added between two epochs, each with an id above all earlier ones.
    const since = remembered?.epoch === epoch && remembered.version < version ? remembered : nothing;
    const range = since === nothing ? under(...of) : after(of, since.version);
    const added = readAll(readSegment, await tx.objectStore("segments").getAll(range));
    const shelved = { directory: changeDirectory(since.directory, { added }), version, epoch };
    known.set(place(of), shelved);
    return shelved;
  }

  return {
    async with(tx, of, look) {
      const reading = tx
        .objectStore("counts")
        .get([...of])
        .then(readCounts);
      const remembered = known.get(place(of));
      const early = remembered && look(remembered.directory);
      early?.catch(() => undefined);
      const counts = await reading;
      if (early !== undefined && remembered?.version === (counts?.version ?? 0)) {
        return { value: await early, at: remembered, counts };
      }
      const at = await current(tx, of, counts);
      return { value: await look(at.directory), at, counts };
    },
    async entries(tx, of, { id }) {
      const cached = cache.get(id);
      if (cached !== undefined) return cached;
      const entries = readEntries(await tx.objectStore("entries").get([...of, id]));
      if (entries === undefined) throw unreadable("segment");
      cache.put(id, entries);
      return entries;
    },
    adopt(of, shelved, written = []) {
      known.set(place(of), shelved);
      for (const [id, entries] of written) cache.put(id, entries);
    },
    forget() {
      known.clear();
      cache.clear();
    },
  };
}
