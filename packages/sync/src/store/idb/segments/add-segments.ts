import { changeDirectory, overlapping } from "./directory.ts";
import type { Directory } from "./directory.ts";
import { describe } from "./pack.ts";
import type { Packed } from "./pack.ts";
import { segmentKey, settledLevel } from "./segment.ts";
import type { OfStream, Segment } from "./segment.ts";

/** The object stores of a transaction that writes. */
export type Stores = (name: "entries" | "bodies") => IDBObjectStore;

/** A segment as it is written. */
export interface Written {
  readonly segment: Segment;
  readonly packed: Packed;
}

/** What is to be written, and the directory once it is. */
export interface Placed {
  readonly written: readonly Written[];
  readonly directory: Directory;
}

/** Gives segments ids from `after` on and a level: settled where nothing lies, else 0. */
export function placeSegments(directory: Directory, packed: readonly Packed[], after: number): Placed {
  let seen = directory;
  const written = packed.map((each, at) => {
    const settled = describe(each, { id: after + at + 1, level: settledLevel });
    const segment = overlapping(seen, settled).length === 0 ? settled : { ...settled, level: 0 };
    seen = changeDirectory(seen, { added: [segment] });
    return { segment, packed: each };
  });
  return { written, directory: seen };
}

/** Issues the writes of segments. */
export function writeSegments(stores: Stores, of: OfStream, written: readonly Written[]): void {
  for (const { segment, packed } of written) {
    stores("entries").put(packed.entries, segmentKey(of, segment));
    stores("bodies").put(packed.bodies, [...of, segment.id]);
  }
}

export function deleteSegments(stores: Stores, of: OfStream, segments: readonly Segment[]): void {
  for (const segment of segments) {
    stores("entries").delete(segmentKey(of, segment));
    stores("bodies").delete([...of, segment.id]);
  }
}
