import { unwrap } from "idb";
import { writeStep } from "./rows/head.ts";
import { rawStores } from "./database/raw-stores.ts";
import { readAll, readBase } from "./rows/rows.ts";
import type { Transaction } from "./database/schema.ts";
import { placeSegments, writeSegments } from "./segments/add-segments.ts";
import { encodeRecord } from "./segments/encode-records.ts";
import { packRows } from "./segments/pack.ts";
import type { SegmentSize } from "./segments/pack.ts";
import type { OfStream, Row } from "./segments/segment.ts";
import type { Shelf } from "./segments/shelf.ts";
import type { Workbench } from "./segments/workbench.ts";

/** Rows of one step: it ends in milliseconds. */
const rowsInStep = 1_000;

const stores = ["changes", "streams", "entries", "bodies", "base"] as const;

/**
 * Moves what format 1 kept in one row for each record into segments, a thousand at a time: each step takes rows away and writes what they say in the
 * same transaction, so that it may end anywhere and go on when the store is opened next. A row that cannot be read stays where it is and stops the
 * opening, as nothing that was stored may look absent.
 */
export async function moveRows({
  connection,
  shelf,
  size,
}: Pick<Workbench, "connection" | "shelf" | "size">): Promise<void> {
  // A database that has none is asked once, and only read.
  let more = await connection.read(["base"], async (tx) => (await firstRow(tx)) !== undefined);
  while (more) more = await connection.write({ stores }, (tx) => moveStep(tx, shelf, size));
}

function firstRow(tx: Transaction<"readonly">) {
  return tx.objectStore("base").getKey(IDBKeyRange.lowerBound([]));
}

/** Tells whether there is more to do. */
async function moveStep(tx: Transaction<"readwrite">, shelf: Shelf, size: SegmentSize): Promise<boolean> {
  const base = tx.objectStore("base");
  const [keys, values] = await Promise.all([base.getAllKeys(null, rowsInStep), base.getAll(null, rowsInStep)]);
  const first = keys[0];
  if (first === undefined) return false;
  const of = [first[0], first[1]] as const;
  const count = keys.findIndex(([connection, stream]) => connection !== of[0] || stream !== of[1]);
  const moved = count < 0 ? keys : keys.slice(0, count);
  const rows = readAll(readBase, values.slice(0, moved.length)).map(encodeRecord);
  await writeRows(tx, { of, rows, shelf, size });
  const raw = unwrap(base);
  for (const key of moved) raw.delete(key);
  return true;
}

interface Moving {
  readonly of: OfStream;
  readonly rows: readonly Row[];
  readonly shelf: Shelf;
  readonly size: SegmentSize;
}

async function writeRows(tx: Transaction<"readwrite">, { of, rows, shelf, size }: Moving): Promise<void> {
  const { head, row, directory } = await shelf.read(tx, of);
  const { written } = placeSegments(directory, packRows(rows, size), head.segments);
  const version = head.segments + written.length;
  const raw = rawStores(tx);
  writeSegments(raw, of, written);
  raw("streams").put({ ...row, version }, [...of]);
  await writeStep(tx, head, version);
}
