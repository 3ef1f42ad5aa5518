import { nothingCovered } from "../rows/rows.ts";
import type { Covered, StreamRow } from "../rows/rows.ts";
import type { Transaction } from "../database/schema.ts";
import { placeSegments } from "../segments/add-segments.ts";
import { changedStores, changeSegments } from "../segments/change-segments.ts";
import type { Replacement } from "../segments/change-segments.ts";
import { allSegments, entriesIn } from "../segments/directory.ts";
import type { Directory } from "../segments/directory.ts";
import { packRows } from "../segments/pack.ts";
import type { Packed } from "../segments/pack.ts";
import type { Segment } from "../segments/segment.ts";
import type { Change, Standing } from "../segments/shelf.ts";
import type { Workbench } from "../segments/workbench.ts";
import type { KeptIndex } from "./index-stream.ts";
import { placeRows } from "./place-rows.ts";
import { uncoveredPlaces, uncoveredSegments } from "./uncovered.ts";

/** Segments of records that a step takes into an index: it ends in milliseconds. */
export const segmentsInStep = 24;

/** What a step made. `more`: there was more than it took, or the index begins anew. */
export interface Built {
  readonly added: readonly Segment[];
  readonly directory: Directory;
  readonly more: boolean;
}

/**
 * Takes some segments of records into an index: reads them in one transaction, and writes their places and how far the index now goes in another, whole or
 * not at all. Commits and compaction may come in between: they only add segments that come after those. `undefined`: there was nothing to do, or somebody
 * was quicker.
 */
export async function buildStep(bench: Workbench, index: KeptIndex): Promise<Built | undefined> {
  const read = await bench.connection.read(changedStores, (tx) => readStep(tx, bench, index));
  return read === undefined ? undefined : bench.inTurn(() => write(bench, index, read));
}

interface Read {
  /** Row of the index, as it must still be. */
  readonly row: StreamRow;
  readonly covered: Covered;
  readonly packed: readonly Packed[];
  readonly more: boolean;
  /** Entries that the index may have once it is made: two for each record, and a few segments. */
  readonly most: number;
  /** As it was then: when something is forgotten, the rows may be those of another database. */
  readonly forgettings: number;
}

async function readStep(
  tx: Transaction<"readonly">,
  { shelf, size }: Workbench,
  { of, indexed, field }: KeptIndex,
): Promise<Read | undefined> {
  const { forgettings } = shelf;
  const [base, { row }] = await Promise.all([shelf.read(tx, indexed), shelf.read(tx, of)]);
  const { covered } = row;
  const all = covered === undefined ? [] : uncoveredSegments(base.directory, covered);
  const segments = all.slice(0, segmentsInStep);
  const last = segments.at(-1);
  if (covered === undefined || last === undefined) return undefined;
  const search = { shelf, tx, of: indexed, directory: base.directory };
  const placed = await uncoveredPlaces(search, { segments, covered, field });
  const more = all.length > segments.length;
  return {
    row,
    // Only once nothing is left is everything of earlier commits in it, wherever compaction moves that.
    covered: more ? { ...covered, segments: last.id } : { segments: base.head.segments, commit: base.head.commit },
    packed: packRows(placeRows(placed), size),
    more,
    most: 2 * base.row.base + 2 * size.rows,
    forgettings,
  };
}

async function write(
  { connection, shelf }: Workbench,
  { of }: KeptIndex,
  { row: before, covered, packed, more, most, forgettings }: Read,
): Promise<Built | undefined> {
  const change = await connection.write({ stores: changedStores }, async (tx): Promise<Change | undefined> => {
    const standing = await shelf.read(tx, of);
    if (shelf.forgettings !== forgettings || !isSame(standing.row, before)) return undefined;
    const { written, directory } = placeSegments(standing.directory, packed, standing.head.segments);
    if (!more && entriesIn(directory) > most) return changeSegments(tx, of, standing, anew(standing));
    return changeSegments(tx, of, standing, { row: { ...standing.row, covered }, removed: [], written });
  });
  if (change === undefined) return undefined;
  shelf.learn(of, change);
  const { written, removed = [], directory } = change;
  return { added: written.map(({ segment }) => segment), directory, more: more || removed.length > 0 };
}

/**
 * An index begins anew where most of it no longer holds: compaction drops that only where segments overlap, which those of values that only rise never do.
 * Making it costs no more than the writes that it took to get there.
 */
function anew({ row, directory }: Standing): Replacement {
  return { row: { ...row, covered: nothingCovered }, removed: allSegments(directory), written: [] };
}

/** Whether the index is still the same one and goes no further: one that was erased and declared anew must hold nothing of what was read before. */
function isSame({ epoch, covered }: StreamRow, before: StreamRow): boolean {
  const isAsFar = covered?.segments === before.covered?.segments && covered?.commit === before.covered?.commit;
  return isAsFar && epoch === before.epoch;
}
