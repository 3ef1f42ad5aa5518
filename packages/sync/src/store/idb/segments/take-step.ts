import { unwrap } from "idb";
import type { Connection } from "../connection.ts";
import { readCounts, readHead } from "../rows.ts";
import { recordStores } from "../schema.ts";
import type { Transaction } from "../schema.ts";
import { deleteSegments, entriesOf, writeSegments } from "./add-segments.ts";
import type { Written } from "./add-segments.ts";
import { rangeOf } from "./choose-step.ts";
import type { Step } from "./choose-step.ts";
import { changeDirectory, mayHoldKey, overlapping } from "./directory.ts";
import type { Directory } from "./directory.ts";
import { readBodies } from "./find.ts";
import { mergeRows } from "./merge.ts";
import { describe, packRows, unpack } from "./pack.ts";
import type { Packed, SegmentSize } from "./pack.ts";
import { settledLevel } from "./segment.ts";
import type { Row, Segment } from "./segment.ts";
import type { OfStream, Shelf } from "./shelf.ts";

/** Where steps are taken. */
export interface Workbench {
  readonly connection: Connection;
  readonly shelf: Shelf;
  readonly size: SegmentSize;
}

/**
 * One step of compaction: reads some segments in one transaction, sorts their rows in none, and replaces them in another, whole or not at all.
 * Commits may come in between: what a segment holds never changes, so the step holds as long as its segments are still there. Gives the new
 * segments; `undefined` when there was nothing to do, or somebody was quicker.
 */
export async function takeStep(
  bench: Workbench,
  of: OfStream,
  choose: (directory: Directory) => Step | undefined,
): Promise<readonly Segment[] | undefined> {
  const read = await bench.connection.read(recordStores, (tx) => readStep(tx, bench, { of, choose }));
  if (read === undefined) return undefined;
  const { step, directory, inputs } = read;
  const packed = packRows(mergeRows(inputs, hiddenElsewhere(directory, step)), bench.size);
  return replace(bench, of, { step, packed });
}

interface Read {
  readonly step: Step;
  readonly directory: Directory;
  readonly inputs: readonly (readonly Row[])[];
}

async function readStep(
  tx: Transaction<"readonly">,
  { shelf }: Workbench,
  { of, choose }: { readonly of: OfStream; readonly choose: (directory: Directory) => Step | undefined },
): Promise<Read | undefined> {
  const { value: directory } = await shelf.with(tx, of, async (current) => current);
  const step = choose(directory);
  if (step === undefined) return undefined;
  const search = { shelf, tx, of, directory };
  const inputs = await Promise.all(
    step.inputs.map(async (segment) => {
      const [entries, bodies] = await Promise.all([shelf.entries(tx, of, segment), readBodies(search, segment)]);
      return unpack({ entries, bodies });
    }),
  );
  return { step, directory, inputs };
}

/** Whether a segment that is not merged may hold an older row of a key. Later commits hold newer ones only. */
function hiddenElsewhere(directory: Directory, { inputs }: Step): (key: string) => boolean {
  const merged = new Set(inputs.map(({ id }) => id));
  return (key) => mayHoldKey(directory, key).some(({ id }) => !merged.has(id));
}

interface Replacement {
  readonly step: Step;
  readonly packed: readonly Packed[];
}

async function replace(
  { connection, shelf }: Workbench,
  of: OfStream,
  { step, packed }: Replacement,
): Promise<readonly Segment[] | undefined> {
  const stores = ["meta", ...recordStores] as const;
  const done = await connection.write({ stores }, async (tx) => {
    const [head, looked] = await Promise.all([
      tx.objectStore("meta").get("head").then(readHead),
      shelf.with(tx, of, (directory) => standsIn(tx, { of, directory, step })),
    ]);
    const counts = looked.counts ?? readCounts(await tx.objectStore("counts").get([...of]));
    if (!looked.value || counts === undefined) return undefined;
    const written = numbered(packed, step.level, head.segments);
    // A step may leave nothing behind, and takes a number all the same: a version is one state only.
    const version = head.segments + Math.max(1, written.length);
    const raw = unwrap(tx);
    // Deleted first: the space that a step frees is what it needs.
    deleteSegments((name) => raw.objectStore(name), of, step.inputs);
    writeSegments((name) => raw.objectStore(name), of, written);
    raw.objectStore("counts").put({ ...counts, version, epoch: version }, [...of]);
    raw.objectStore("meta").put({ ...head, segments: version }, "head");
    return { written, version, directory: looked.at.directory };
  });
  if (done === undefined) return undefined;
  const { written, version, directory } = done;
  const added = written.map(({ segment }) => segment);
  const next = changeDirectory(directory, { added, removed: step.inputs });
  shelf.adopt(of, { directory: next, version, epoch: version }, entriesOf(written));
  return added;
}

function numbered(packed: readonly Packed[], level: number, after: number): readonly Written[] {
  return packed.map((each, at) => ({ segment: describe(each.entries, { id: after + at + 1, level }), packed: each }));
}

/** Whether every segment of the step is still there, and none was settled between them meanwhile. */
async function standsIn(
  tx: Transaction<"readwrite">,
  { of, directory, step }: { readonly of: OfStream; readonly directory: Directory; readonly step: Step },
): Promise<boolean> {
  const segments = tx.objectStore("segments");
  const there = await Promise.all(step.inputs.map(({ id }) => segments.getKey([...of, id])));
  if (there.includes(undefined)) return false;
  const merged = new Set(step.inputs.map(({ id }) => id));
  const settled = overlapping(directory, rangeOf(step.inputs), { from: settledLevel });
  return step.level < settledLevel || settled.every(({ id }) => merged.has(id));
}
