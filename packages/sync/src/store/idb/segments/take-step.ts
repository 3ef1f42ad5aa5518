import { rowsThatHold } from "../indexes/rows-that-hold.ts";
import type { Transaction } from "../database/schema.ts";
import type { Written } from "./add-segments.ts";
import { bodiesIn } from "./bodies.ts";
import { changedStores, changeSegments } from "./change-segments.ts";
import { rangeOf } from "./choose-step.ts";
import type { Step } from "./choose-step.ts";
import { allSegments, overlapping } from "./directory.ts";
import type { Directory } from "./directory.ts";
import { mayHoldKey } from "./find.ts";
import { mergeRows } from "./merge.ts";
import { describe, packRows, unpack } from "./pack.ts";
import type { Packed } from "./pack.ts";
import { settledLevel } from "./segment.ts";
import type { OfStream, Segment } from "./segment.ts";
import type { Change, Shelf } from "./shelf.ts";
import type { Workbench } from "./workbench.ts";

/**
 * One step of compaction: reads some segments in one transaction, sorts their rows in none, and replaces them in another, whole or not at all. Of an index it asks
 * in one between which entries still hold: one that does not never will again.
 * Commits may come in between: what a segment holds never changes, so the step holds as long as its segments are still there. Gives the new
 * segments; `undefined` when there was nothing to do, or somebody was quicker.
 */
export async function takeStep(
  bench: Workbench,
  of: OfStream,
  choose: (directory: Directory) => Step | undefined,
): Promise<readonly Segment[] | undefined> {
  const read = await bench.connection.read(changedStores, (tx) => readStep(tx, bench, { of, choose }));
  if (read === undefined) return undefined;
  const { shelf, size, sealer } = bench;
  const { step, directory, inputs, forgettings } = read;
  const opened = (await sealer?.openSegments(of, inputs)) ?? inputs;
  const rows = await rowsThatHold(bench, of, opened.map(unpack));
  const merged = packRows(mergeRows(rows, hiddenElsewhere({ directory, shelf }, step)), size);
  const packed = (await sealer?.sealSegments(of, merged)) ?? merged;
  return bench.inTurn(() => replace(bench, of, { step, packed, forgettings }));
}

interface Read {
  readonly step: Step;
  readonly directory: Directory;
  readonly inputs: readonly Packed[];
  /** As it was then: when something is forgotten, the segments may be those of another database. */
  readonly forgettings: number;
}

async function readStep(
  tx: Transaction<"readonly">,
  { shelf }: Workbench,
  { of, choose }: { readonly of: OfStream; readonly choose: (directory: Directory) => Step | undefined },
): Promise<Read | undefined> {
  const { forgettings } = shelf;
  const directory = await shelf.with(tx, of, async (current) => current);
  const step = choose(directory);
  if (step === undefined) return undefined;
  const all = bodiesIn({ tx, of });
  const inputs = await Promise.all(
    step.inputs.map(async (segment) => {
      const [entries, bodies] = await Promise.all([shelf.entries(tx, of, segment), all.of(segment)]);
      return { entries, bodies };
    }),
  );
  return { step, directory, inputs, forgettings };
}

/** Whether a segment that is not merged may hold an older row of a key. Later commits hold newer ones only. */
function hiddenElsewhere(
  where: { readonly directory: Directory; readonly shelf: Shelf },
  { inputs }: Step,
): (key: string) => boolean {
  const merged = new Set(inputs.map(({ id }) => id));
  return (key) => mayHoldKey(where, key).some(({ id }) => !merged.has(id));
}

interface Sorted extends Pick<Read, "step" | "forgettings"> {
  readonly packed: readonly Packed[];
}

async function replace(
  { connection, shelf }: Workbench,
  of: OfStream,
  { step, packed, forgettings }: Sorted,
): Promise<readonly Segment[] | undefined> {
  const change = await connection.write({ stores: changedStores }, async (tx): Promise<Change | undefined> => {
    const standing = await shelf.read(tx, of);
    if (shelf.forgettings !== forgettings || !standsIn(standing.directory, step)) return undefined;
    const written = numbered(packed, step.level, standing.head.segments);
    return changeSegments(tx, of, standing, { row: standing.row, removed: step.inputs, written });
  });
  if (change === undefined) return undefined;
  shelf.learn(of, change);
  return change.written.map(({ segment }) => segment);
}

function numbered(packed: readonly Packed[], level: number, after: number): readonly Written[] {
  return packed.map((each, at) => ({ segment: describe(each, { id: after + at + 1, level }), packed: each }));
}

/** Whether every segment of the step is still there, and none was settled between them meanwhile. */
function standsIn(directory: Directory, { inputs, level }: Step): boolean {
  const there = new Set(allSegments(directory).map(({ id }) => id));
  if (inputs.some(({ id }) => !there.has(id))) return false;
  const merged = new Set(inputs.map(({ id }) => id));
  const settled = overlapping(directory, rangeOf(inputs), { from: settledLevel });
  return level < settledLevel || settled.every(({ id }) => merged.has(id));
}
