import { checkBatch, refuseJobs } from "../check-batch.ts";
import { commitEvent } from "../commit-event.ts";
import type { Batch, CommitEvent } from "../contract.ts";
import { judgePreconditions } from "../preconditions.ts";
import { byCodeUnits } from "../record-view.ts";
import { takenBack } from "./connection.ts";
import { isLast } from "./head.ts";
import { readBefore } from "./read-before.ts";
import type { Before } from "./read-before.ts";
import type { Transaction } from "./schema.ts";
import { placeSegments } from "./segments/add-segments.ts";
import type { Placed } from "./segments/add-segments.ts";
import type { Directory } from "./segments/directory.ts";
import { encodeRecords } from "./segments/encode-records.ts";
import { packRows } from "./segments/pack.ts";
import type { OfStream, Segment } from "./segments/segment.ts";
import type { Change, Standing } from "./segments/shelf.ts";
import type { Workbench } from "./segments/take-step.ts";
import { storesOfBatch } from "./stores-of-batch.ts";
import { writeBatch } from "./write-batch.ts";

/** What came of it: what to tell, and the segments that are new, with the directory since. */
export interface Committed {
  readonly event: CommitEvent;
  readonly added: readonly Segment[];
  readonly directory: Directory;
}

interface Work {
  readonly event: CommitEvent;
  readonly change: Change;
}

/**
 * One batch in one transaction. What the batch depends on is mostly remembered: then everything is written at once, while the database is asked
 * whether anybody wrote since; if so, all of it is taken back and done again, reading first. Tells what to tell once it is committed.
 */
export async function commitBatch(bench: Workbench, batch: Batch): Promise<Committed> {
  checkBatch(batch);
  refuseJobs(batch);
  return bench.inTurn(async () => {
    const { event, change } = (await commitRemembering(bench, batch)) ?? (await commitReading(bench, batch));
    bench.shelf.learn(streamOf(batch), change);
    return { event, added: change.written.map(({ segment }) => segment), directory: change.directory };
  });
}

function streamOf({ connection, stream }: Batch): OfStream | undefined {
  return stream === undefined ? undefined : [connection, stream];
}

/** `undefined`: nothing is remembered, or what is remembered no longer holds; then nothing was written. */
async function commitRemembering(bench: Workbench, batch: Batch): Promise<Work | undefined> {
  const of = streamOf(batch);
  if (bench.shelf.recall(of) === undefined) return undefined;
  const work = await write(bench, batch, async (tx) => {
    // Once more, since the transaction may be of another database than the last one was, of which nothing is remembered.
    const standing = bench.shelf.recall(of);
    if (standing === undefined) return takenBack;
    const current = isLast(tx, standing.head);
    const carried = carryOut(tx, { bench, batch, standing });
    // An outcome by what is outdated is none.
    carried.catch(() => undefined);
    return (await current) ? carried : takenBack;
  });
  return work === takenBack ? undefined : work;
}

function commitReading(bench: Workbench, batch: Batch): Promise<Work> {
  return write(bench, batch, async (tx) => {
    const standing = await bench.shelf.read(tx, streamOf(batch));
    return carryOut(tx, { bench, batch, standing });
  });
}

function write<T>({ connection }: Workbench, batch: Batch, run: (tx: Transaction<"readwrite">) => Promise<T>) {
  return connection.write({ stores: storesOfBatch(batch), durability: batch.durability }, run);
}

interface Commission {
  readonly bench: Workbench;
  readonly batch: Batch;
  readonly standing: Standing;
}

/** Judges, reads what is not remembered, and issues the writes. */
async function carryOut(tx: Transaction<"readwrite">, { bench, batch, standing }: Commission): Promise<Work> {
  const { lease, checkpoint } = standing.row;
  judgePreconditions(batch.expect, { lease, checkpoint });
  const before = await readBefore(tx, { batch, stream: batch.stream ?? "", shelf: bench.shelf, standing });
  const event = commitEvent(batch, standing.head.commit + 1);
  const { written, directory } = segmentsFor(bench, batch, { before, commit: event.commit });
  const { head, row } = writeBatch(tx, { batch, before, event, written });
  return { event, change: { head, row, directory, written } };
}

const nothing = new Uint8Array();

/** The batch's records, and a removal for each record that it takes away. */
function segmentsFor(
  { size }: Workbench,
  batch: Batch,
  { before, commit }: { readonly before: Before; readonly commit: number },
): Placed {
  const records = encodeRecords(batch.put ?? [], commit);
  const put = new Set(records.map(({ key }) => key));
  const gone = [...new Set(batch.remove)].filter((key) => before.known.has(key) && !put.has(key));
  const removals = gone.map((key) => ({ key, hash: "", run: "", commit, body: nothing }));
  const rows =
    removals.length === 0 ? records : [...records, ...removals].toSorted((a, b) => byCodeUnits(a.key, b.key));
  const { directory, head } = before.standing;
  return placeSegments(directory, packRows(rows, size), head.segments);
}
