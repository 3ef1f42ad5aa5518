import type { Entries, Origin, Row, Segment } from "./segment.ts";

/** How large a segment becomes, and how many may overlap. Beyond 64 KiB Chromium keeps a value in a file of its own, which costs several times as much. */
export interface SegmentSize {
  readonly bytes: number;
  readonly rows: number;
  /**
   * How many may lie over a key in a level before they are merged while a run writes: the more, the fewer times a record is written again, and the more
   * segments a look-up asks meanwhile. At rest a second one is too many.
   */
  readonly tolerated: number;
}

export const segmentSize: SegmentSize = { bytes: 56_000, rows: 512, tolerated: 16 };

/** A segment's two values. */
export interface Packed {
  readonly entries: Entries;
  readonly bodies: Uint8Array;
}

/** Cuts ascending rows into segments. A row that is larger than a segment is one on its own. */
export function packRows(rows: readonly Row[], size: SegmentSize): readonly Packed[] {
  const packed: Packed[] = [];
  let from = 0;
  let bytes = 0;
  rows.forEach(({ body }, at) => {
    if (at > from && (bytes + body.length > size.bytes || at - from === size.rows)) {
      packed.push(pack(rows.slice(from, at)));
      from = at;
      bytes = 0;
    }
    bytes += body.length;
  });
  if (from < rows.length) packed.push(pack(rows.slice(from)));
  return packed;
}

/** Ascending rows as one segment. */
function pack(rows: readonly Row[]): Packed {
  const places = new Map<string, number>();
  const origins: Origin[] = [];
  const origin: number[] = [];
  const ends: number[] = [];
  let end = 0;
  for (const { run, commit, body } of rows) {
    end += body.length;
    ends.push(end);
    origin.push(placeOf({ run, commit }, origins, places));
  }
  const entries = { keys: rows.map(({ key }) => key), hashes: rows.map(({ hash }) => hash), ends, origins, origin };
  return { entries, bodies: joined(rows.map(({ body }) => body)) };
}

/** Bytes one after another. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}

function placeOf(origin: Origin, origins: Origin[], places: Map<string, number>): number {
  const name = `${origin.commit} ${origin.run}`;
  const known = places.get(name);
  if (known !== undefined) return known;
  places.set(name, origins.length);
  return origins.push(origin) - 1;
}

export function unpack(packed: Packed): readonly Row[] {
  return packed.entries.keys.map((_key, at) => rowAt(packed, at));
}

export function rowAt({ entries, bodies }: Packed, at: number): Row {
  const { keys, hashes, ends, origins, origin } = entries;
  const { run = "", commit = 0 } = origins[origin[at] ?? -1] ?? {};
  return {
    key: keys[at] ?? "",
    hash: hashes[at] ?? "",
    run,
    commit,
    body: bodies.subarray(ends[at - 1] ?? 0, ends[at]),
  };
}

/** What the directory is to know of a segment. */
export function describe({ entries: { keys }, bodies }: Packed, { id, level }: Pick<Segment, "id" | "level">): Segment {
  const [min = "", max = ""] = [keys[0], keys.at(-1)];
  return { id, level, min, max, count: keys.length, bytes: bodies.length };
}
