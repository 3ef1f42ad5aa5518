import type { CountsRow } from "../rows.ts";
import { changeDirectory, overlapping } from "./directory.ts";
import type { Directory } from "./directory.ts";
import { describe } from "./pack.ts";
import type { Packed } from "./pack.ts";
import { settledLevel } from "./segment.ts";
import type { Entries, Segment } from "./segment.ts";
import type { OfStream, Shelved } from "./shelf.ts";

/** The object stores of a transaction that writes. */
export type Stores = (name: "segments" | "entries" | "bodies") => IDBObjectStore;

/** A segment as it is written. */
export interface Written {
  readonly segment: Segment;
  readonly packed: Packed;
}

/** Gives segments ids from `after` on and a level: settled where nothing lies, else 0. */
export function placeSegments(directory: Directory, packed: readonly Packed[], after: number): readonly Written[] {
  let seen = directory;
  return packed.map((each, at) => {
    const settled = describe(each.entries, { id: after + at + 1, level: settledLevel });
    const segment = overlapping(seen, settled).length === 0 ? settled : { ...settled, level: 0 };
    seen = changeDirectory(seen, { added: [segment] });
    return { segment, packed: each };
  });
}

/** Issues the writes of segments. */
export function writeSegments(stores: Stores, of: OfStream, written: readonly Written[]): void {
  for (const { segment, packed } of written) {
    const key = [...of, segment.id];
    stores("segments").put(segment, key);
    stores("entries").put(packed.entries, key);
    stores("bodies").put(packed.bodies, key);
  }
}

export function deleteSegments(stores: Stores, of: OfStream, segments: readonly Segment[]): void {
  for (const { id } of segments) {
    for (const name of ["segments", "entries", "bodies"] as const) stores(name).delete([...of, id]);
  }
}

/** What a stream's directory becomes by segments that a commit adds. */
export function shelvedAfter({ directory }: Shelved, written: readonly Written[], counts: CountsRow): Shelved {
  const added = written.map(({ segment }) => segment);
  return {
    directory: changeDirectory(directory, { added }),
    version: counts.version ?? 0,
    epoch: counts.epoch ?? 0,
  };
}

/** The same entries as they are remembered. */
export function entriesOf(written: readonly Written[]): readonly (readonly [id: number, entries: Entries])[] {
  return written.map(({ segment, packed }) => [segment.id, packed.entries]);
}
