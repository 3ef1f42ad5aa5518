import { writeStep } from "../rows/head.ts";
import { rawStores } from "../database/raw-stores.ts";
import { rowsVersion } from "../rows/rows.ts";
import type { StreamRow } from "../rows/rows.ts";
import type { Transaction } from "../database/schema.ts";
import { deleteSegments, writeSegments } from "./add-segments.ts";
import type { Written } from "./add-segments.ts";
import { changeDirectory } from "./directory.ts";
import type { OfStream, Segment } from "./segment.ts";
import type { Change, Standing } from "./shelf.ts";

/** What a step behind the commits does to a stream or an index. */
export interface Replacement {
  /** The row, but for what tells that segments changed. */
  readonly row: StreamRow;
  readonly removed: readonly Segment[];
  readonly written: readonly Written[];
}

/** The object stores that it needs. */
export const changedStores = ["changes", "streams", "entries", "bodies"] as const;

/** Takes segments away and adds others, with the row that says so, and without a commit. */
export async function changeSegments(
  tx: Transaction<"readwrite">,
  of: OfStream,
  { head, directory }: Standing,
  { row, removed, written }: Replacement,
): Promise<Change> {
  // A step may leave nothing behind, and takes a number all the same: a version is one state only.
  const version = head.segments + Math.max(1, written.length);
  const raw = rawStores(tx);
  // Deleted first: the space that a step frees is what it needs.
  deleteSegments(raw, of, removed);
  writeSegments(raw, of, written);
  // Of a stream no row is another one now; of an index nobody asks.
  const packed = { version, rows: rowsVersion(row) };
  const next = { ...row, version, packed, ...(removed.length > 0 && { epoch: version }) };
  raw("streams").put(next, [...of]);
  const added = written.map(({ segment }) => segment);
  return {
    head: await writeStep(tx, head, version),
    row: next,
    directory: changeDirectory(directory, { added, removed }),
    written,
    removed,
  };
}
