import { checkBatch, refuseJobs } from "../../check-batch.ts";
import { commitEvent } from "../../commit-event.ts";
import type { Batch, CommitEvent } from "../../contract.ts";
import { judgePreconditions } from "../../preconditions.ts";
import { asFailure } from "../database/as-failure.ts";
import { takenBack } from "../database/connection.ts";
import { isLast } from "../rows/head.ts";
import { numbered, packBatch } from "./pack-batch.ts";
import { readBefore } from "./read-before.ts";
import type { Transaction } from "../database/schema.ts";
import { placeSegments } from "../segments/add-segments.ts";
import type { Directory } from "../segments/directory.ts";
import type { Packed } from "../segments/pack.ts";
import { isGone } from "../segments/segment.ts";
import type { Entries, OfStream, Segment } from "../segments/segment.ts";
import type { Change, Shelf, Standing } from "../segments/shelf.ts";
import type { Workbench } from "../segments/workbench.ts";
import { storesOfBatch } from "./stores-of-batch.ts";
import { writeBatch } from "./write-batch.ts";

/** What came of it: what to tell, and the segments that are new, with the directory since. */
export interface Committed {
  readonly event: CommitEvent;
  readonly added: readonly Segment[];
  readonly directory: Directory;
}

/** A batch as it was when it was given, and its records packed. */
interface Given {
  readonly batch: Batch;
  readonly packed: readonly Packed[];
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
  const packing = pack(bench, batch).catch((error: unknown) => {
    throw asFailure(error);
  });
  // Heard of when its turn comes.
  packing.catch(() => undefined);
  return bench.inTurn(async () => {
    const given = await packing;
    const { event, change } = (await commitRemembering(bench, given)) ?? (await commitReading(bench, given));
    bench.shelf.learn(streamOf(given.batch), change);
    return { event, added: change.written.map(({ segment }) => segment), directory: change.directory };
  });
}

/**
 * Before any transaction: one of IndexedDB waits for no cipher. The batch is copied, since its turn comes later and its caller may have gone on with it: what is
 * packed, counted and told are the same. What records hold is not copied, as it is packed at once.
 */
async function pack({ size, sealer }: Workbench, { put, seen, ...rest }: Batch): Promise<Given> {
  const batch: Batch = {
    ...structuredClone(rest),
    put: put?.map(({ ...record }) => record),
    // Their keys are very many, and to copy them is enough.
    seen: seen && { ...seen, keys: [...seen.keys] },
  };
  const packed = packBatch(batch, size);
  if (sealer === undefined) return { batch, packed };
  const of = [batch.connection, batch.stream ?? ""] as const;
  const [sealed, segments] = await Promise.all([sealer.sealBatch(batch), sealer.sealSegments(of, packed)]);
  return { batch: sealed, packed: segments };
}

function streamOf({ connection, stream }: Batch): OfStream | undefined {
  return stream === undefined ? undefined : [connection, stream];
}

/** `undefined`: nothing is remembered, or what is remembered no longer holds; then nothing was written. */
async function commitRemembering(bench: Workbench, given: Given): Promise<Work | undefined> {
  const of = streamOf(given.batch);
  if (bench.shelf.recall(of) === undefined) return undefined;
  const work = await write(bench, given.batch, async (tx) => {
    // Once more, since the transaction may be of another database than the last one was, of which nothing is remembered.
    const standing = bench.shelf.recall(of);
    if (standing === undefined) return takenBack;
    const current = isLast(tx, standing.head);
    const carried = carryOut(tx, { ...given, shelf: bench.shelf, standing });
    // An outcome by what is outdated is none.
    carried.catch(() => undefined);
    return (await current) ? carried : takenBack;
  });
  return work === takenBack ? undefined : work;
}

function commitReading(bench: Workbench, given: Given): Promise<Work> {
  return write(bench, given.batch, async (tx) => {
    const standing = await bench.shelf.read(tx, streamOf(given.batch));
    return carryOut(tx, { ...given, shelf: bench.shelf, standing });
  });
}

function write<T>({ connection }: Workbench, batch: Batch, run: (tx: Transaction<"readwrite">) => Promise<T>) {
  return connection.write({ stores: storesOfBatch(batch), durability: batch.durability }, run);
}

interface Commission extends Given {
  readonly shelf: Shelf;
  readonly standing: Standing;
}

/** Judges, reads what is not remembered, and issues the writes. */
async function carryOut(tx: Transaction<"readwrite">, { batch, packed, shelf, standing }: Commission): Promise<Work> {
  judgePreconditions(batch.expect, {
    ...standing.row,
    erased: standing.head.erased,
    recalled: standing.directory.lineage,
  });
  const before = await readBefore(tx, { batch, stream: batch.stream ?? "", shelf, standing });
  const event = commitEvent(batch, standing.head.commit + 1);
  const segments = packed
    .filter(({ entries }) => says(entries, before.known))
    .map((each) => numbered(each, event.commit));
  const { written, directory } = placeSegments(standing.directory, segments, standing.head.segments);
  const { head, row } = writeBatch(tx, { batch, before, event, written });
  return { event, change: { head, row, directory, written } };
}

/** A segment of nothing but removals of what is not there hides nothing. */
function says(entries: Entries, known: ReadonlySet<string>): boolean {
  return entries.keys.some((key, at) => known.has(key) || !isGone(entries, at));
}
