import type { SegmentKey } from "../database/schema.ts";

/** What the directory knows of a segment: enough to tell which segments may hold a key, and which to merge, without reading any. */
export interface Segment {
  /** Taken from the tenant's one counter and never given twice, so that what was once read under an id is true for ever. */
  readonly id: number;
  /** How often its rows were merged: 0 as committed. Segments of {@link settledLevel} do not overlap each other. */
  readonly level: number;
  /** Smallest and greatest key. */
  readonly min: string;
  readonly max: string;
  /** Entries, those of removed records included. */
  readonly count: number;
  /** Length of the bodies. */
  readonly bytes: number;
}

export type OfStream = readonly [connection: string, stream: string];

export function segmentKey([connection, stream]: OfStream, segment: Segment): SegmentKey {
  const { id, level, count, bytes, min, max } = segment;
  return [connection, stream, id, level, count, bytes, min, max];
}

/** A key that is longer or shorter is none that a commit writes. */
export function segmentOf(key: SegmentKey): Segment | undefined {
  const [, , id, level, count, bytes, min, max] = key;
  return key.length === segmentKeyLength ? { id, level, count, bytes, min, max } : undefined;
}

const segmentKeyLength = 8;

/** Level of the segments that overlap no other of their level, where everything ends up. */
export const settledLevel = 9;

/** Where an entry came from. */
export interface Origin {
  readonly run: string;
  /** Number of the commit that wrote it: of two entries of one key the greater one stands. */
  readonly commit: number;
}

/** Keys and hashes of a segment's records, in columns, ascending by key. Everything but the bodies. */
export interface Entries {
  readonly keys: readonly string[];
  readonly hashes: readonly string[];
  /** The hashes where they are sealed; the list has none then. */
  readonly sealed?: Uint8Array | undefined;
  /** Where each body ends among the bodies' bytes. A body of no length: the record was removed. */
  readonly ends: readonly number[];
  readonly origins: readonly Origin[];
  /** For each entry its place in `origins`. */
  readonly origin: readonly number[];
}

/** One entry on its own. `body` is JSON text in UTF-8, of no length when the record was removed. */
export interface Row extends Origin {
  readonly key: string;
  readonly hash: string;
  readonly body: Uint8Array;
}

/** True for the entry that says a record was removed. */
export function isGone({ ends }: Pick<Entries, "ends">, at: number): boolean {
  return (ends[at - 1] ?? 0) === ends[at];
}
