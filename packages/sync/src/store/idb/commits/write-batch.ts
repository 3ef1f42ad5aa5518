import type { LimitState, StoredTokens } from "@waybill/transport";
import type { BaseRecord, QuarantinedRecord, RecordKey } from "../../../record/record.ts";
import type { Batch, CommitEvent } from "../../contract.ts";
import { writeCommit } from "../rows/head.ts";
import type { Head } from "../rows/head.ts";
import { under } from "../rows/ranges.ts";
import type { Before } from "./read-before.ts";
import type { MutationRow, OwnedRow, QuarantineRow, ReceiptRow, SettledRow, StreamRow } from "../rows/rows.ts";
import type { StoreName, Transaction } from "../database/schema.ts";
import { rawStores } from "../database/raw-stores.ts";
import { seenAfter } from "../rows/seen-blocks.ts";
import { writeSegments } from "../segments/add-segments.ts";
import type { Written } from "../segments/add-segments.ts";
import { storedText } from "../rows/stored-text.ts";

interface Writing {
  readonly store: (name: StoreName) => IDBObjectStore;
  readonly batch: Batch;
  readonly stream: string;
  readonly before: Before;
  readonly commit: number;
  /** The counter of segments, those of the batch included. */
  readonly segments: number;
}

/** What a batch writes, and the segments into which its records were packed. */
export interface BatchWork {
  readonly batch: Batch;
  readonly before: Before;
  readonly event: CommitEvent;
  readonly written: readonly Written[];
}

/**
 * Issues every write of a batch without waiting for any: they run in the order issued, the first that fails takes the transaction with it, and
 * whether it committed is told by the transaction alone. Gives the counters and the stream's row as they are then.
 */
export function writeBatch(
  tx: Transaction<"readwrite">,
  { batch, before, event, written }: BatchWork,
): { readonly head: Head; readonly row: StreamRow } {
  const store = rawStores(tx);
  const { head } = before.standing;
  const { commit } = event;
  const segments = head.segments + written.length;
  const writing = { store, batch, stream: batch.stream ?? "", before, commit, segments };
  writeSegments(store, [batch.connection, writing.stream], written);
  writeOverlay(writing);
  writeQuarantine(writing);
  writeTraces(writing);
  writeConnection(writing);
  const arrivals = head.arrivals + (batch.quarantine?.put.length ?? 0);
  const row = batch.stream === undefined ? before.standing.row : writeStream(writing);
  const erased = batch.tokens?.value === null ? commit : head.erased;
  return { head: writeCommit(store, { commit, arrivals, segments, erased }, [event]), row };
}

/**
 * Removing one half of a record changes what a reader sees of the other half, which therefore gets the commit's number: own changes in their row, and
 * a record from the vendor by a trace where own changes were, since its segment never changes.
 */
function writeOverlay(writing: Writing): void {
  const { store, batch, stream, before, commit } = writing;
  const place = (key: string) => [batch.connection, stream, key];
  for (const row of before.owns) {
    if ("settled" in row) store("overlay").delete(place(row.key));
    else store("overlay").put({ ...row, commit }, place(row.key));
  }
  settleOverlay(writing, batch.overlay?.remove ?? []);
  for (const record of batch.overlay?.put ?? []) store("overlay").put({ ...record, commit }, place(record.key));
}

function settleOverlay({ store, batch, stream, before, commit }: Writing, keys: readonly RecordKey[]): void {
  const written = new Set([...(batch.put ?? []).map((record) => record.key), ...(batch.remove ?? [])]);
  for (const key of keys) {
    const place = [batch.connection, stream, key];
    const trace: SettledRow = { key, settled: true, commit };
    if (before.known.has(key) && !written.has(key)) store("overlay").put(trace, place);
    else store("overlay").delete(place);
  }
}

function writeQuarantine({ store, batch, stream, before }: Writing): void {
  for (const id of batch.quarantine?.remove ?? []) store("quarantine").delete([batch.connection, stream, id]);
  batch.quarantine?.put.forEach((record, at) => {
    const order = before.standing.head.arrivals + at + 1;
    const row: QuarantineRow = { connection: batch.connection, stream, order, record };
    store("quarantine").put(row, [batch.connection, stream, record.id]);
  });
}

function writeTraces({ store, batch: { connection, traces }, stream }: Writing): void {
  for (const key of traces?.remove ?? []) store("traces").delete([connection, stream, key]);
  for (const trace of traces?.put ?? []) store("traces").put(trace, [connection, stream, trace.key]);
}

/** The row of the stream as it is then. Only what changes it is written. */
function writeStream(writing: Writing): StreamRow {
  const { store, batch, stream, before } = writing;
  const { put, remove, quarantine, traces, seen, forgetSeen, checkpoint, lease } = batch;
  if ((put ?? remove ?? quarantine ?? traces ?? seen ?? forgetSeen ?? checkpoint ?? lease) === undefined) {
    return before.standing.row;
  }
  const row: StreamRow = {
    ...before.standing.row,
    ...countsAfter(writing),
    ...(lease !== undefined && { lease: { ...lease } }),
    ...(checkpoint !== undefined && { checkpoint: { version: checkpoint.version, text: storedText(checkpoint) } }),
    seen: writeSeen(writing),
  };
  store("streams").put(row, [batch.connection, stream]);
  return row;
}

function countsAfter({ batch, before, segments }: Writing): Partial<StreamRow> {
  const { put, remove = [], quarantine } = batch;
  const { row, head } = before.standing;
  return {
    base: row.base + growth(keysOf(put), remove, before.known),
    quarantine: row.quarantine + growth(idsOf(quarantine?.put), quarantine?.remove ?? [], before.keptAside),
    ...(segments > head.segments && { version: segments }),
  };
}

/** Forgets the blocks of one run, adds one of another or of the same. Gives those that fill no row yet. */
function writeSeen({ store, batch, stream, before, commit }: Writing): StreamRow["seen"] {
  const { connection, forgetSeen, seen } = batch;
  const waiting = before.standing.row.seen;
  if (forgetSeen !== undefined) store("seen").delete(under(connection, stream, forgetSeen));
  const kept = waiting?.run === forgetSeen ? undefined : waiting;
  if (seen === undefined) return kept;
  const { full, rest } = seenAfter(kept, seen.run, {
    commit,
    count: seen.keys.length,
    keys: JSON.stringify(seen.keys),
  });
  for (const row of full) store("seen").put(row, [connection, stream, row.run, row.blocks[0]?.commit ?? commit]);
  return rest;
}

const keysOf = (records: readonly BaseRecord[] = []) => records.map(({ key }) => key);
const idsOf = (records: readonly QuarantinedRecord[] = []) => records.map(({ id }) => id);

/** By how much a set grows when some are removed and then some are put. */
function growth<K>(put: readonly K[], remove: readonly K[], known: ReadonlySet<K>): number {
  const there = new Set(put);
  const created = [...there].filter((key) => !known.has(key)).length;
  const removed = [...new Set(remove)].filter((key) => known.has(key) && !there.has(key)).length;
  return created - removed;
}

function writeConnection({ store, batch, before, commit }: Writing): void {
  const { connection } = batch;
  for (const place of before.forgotten) store("receipts").delete([connection, place]);
  for (const mutation of batch.mutations ?? []) {
    const { state, sequence } = mutation;
    const row: MutationRow = { connection, state, sequence, mutation };
    store("mutations").put(row, [connection, mutation.id]);
  }
  if (batch.receipt !== undefined) {
    const { id, stream } = batch.receipt;
    const row: ReceiptRow = { connection, stream, commit, id, receipt: batch.receipt };
    store("receipts").add(row, [connection, commit]);
  }
  if (batch.tokens !== undefined) writeOwned(store("tokens"), batch.tokens.key, connection, batch.tokens.value);
  if (batch.limits !== undefined) writeOwned(store("limits"), batch.limits.bucket, connection, batch.limits.state);
}

function writeOwned(
  store: IDBObjectStore,
  key: string,
  connection: string,
  value: StoredTokens | LimitState | null,
): void {
  const row: OwnedRow<typeof value> = { connection, value };
  if (value === null) store.delete(key);
  else store.put(row, key);
}
