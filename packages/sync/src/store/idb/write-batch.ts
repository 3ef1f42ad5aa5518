import type { LimitState, StoredTokens } from "@waybill/transport";
import { unwrap } from "idb";
import type { BaseRecord, QuarantinedRecord, RecordKey } from "../../record/record.ts";
import type { Batch, CommitEvent } from "../contract.ts";
import { under } from "./ranges.ts";
import type { Before } from "./read-before.ts";
import type {
  ChangeRow,
  CountsRow,
  Head,
  MutationRow,
  OwnedRow,
  QuarantineRow,
  ReceiptRow,
  SeenRow,
  SettledRow,
} from "./rows.ts";
import type { StoreName, Transaction } from "./schema.ts";
import { writeSegments } from "./segments/add-segments.ts";
import type { Written } from "./segments/add-segments.ts";

/** Commits that are remembered for other tabs; one that fell behind further reads everything again. */
const rememberedCommits = 1_024;

interface Writing {
  readonly store: (name: StoreName) => IDBObjectStore;
  readonly batch: Batch;
  readonly stream: string;
  readonly before: Before;
  readonly commit: number;
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
 * whether it committed is told by the transaction alone. Gives the counts as they are then, if they change.
 */
export function writeBatch(
  tx: Transaction<"readwrite">,
  { batch, before, event, written }: BatchWork,
): CountsRow | undefined {
  const raw = unwrap(tx);
  const store = (name: StoreName) => raw.objectStore(name);
  const writing = { store, batch, stream: batch.stream ?? "", before, commit: event.commit };
  const segments = before.head.segments + written.length;
  writeSegments(store, [batch.connection, writing.stream], written);
  writeOverlay(writing);
  writeQuarantine(writing);
  const counts = writeCounts(writing, written.length > 0 ? segments : undefined);
  writeSeen(writing);
  writeStream(writing);
  writeConnection(writing);
  const arrivals = before.head.arrivals + (batch.quarantine?.put.length ?? 0);
  writeHead(store, { commit: event.commit, arrivals, segments }, [event]);
  return counts;
}

/** Raises the counters and remembers what was told of the commit. */
export function writeHead(store: Writing["store"], head: Head, events: readonly CommitEvent[]): void {
  const change: ChangeRow = { commit: head.commit, events };
  store("meta").put(head, "head");
  store("changes").put(change, head.commit);
  store("changes").delete(head.commit - rememberedCommits);
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
    const order = before.head.arrivals + at + 1;
    const row: QuarantineRow = { connection: batch.connection, stream, order, record };
    store("quarantine").put(row, [batch.connection, stream, record.id]);
  });
}

/** `version`: the counter of segments, if the batch adds any. */
function writeCounts({ store, batch, stream, before }: Writing, version: number | undefined): CountsRow | undefined {
  const { put, remove = [], quarantine } = batch;
  if ((put ?? batch.remove ?? quarantine) === undefined) return undefined;
  const { counts } = before;
  const row: CountsRow = {
    base: counts.base + growth(keysOf(put), remove, before.known),
    quarantine: counts.quarantine + growth(idsOf(quarantine?.put), quarantine?.remove ?? [], before.keptAside),
    version: version ?? counts.version ?? 0,
    epoch: counts.epoch ?? before.head.segments,
  };
  store("counts").put(row, [batch.connection, stream]);
  return row;
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

function writeSeen({ store, batch, stream, commit }: Writing): void {
  if (batch.forgetSeen !== undefined) store("seen").delete(under(batch.connection, stream, batch.forgetSeen));
  if (batch.seen === undefined) return;
  const row: SeenRow = { commit, keys: batch.seen.keys };
  store("seen").put(row, [batch.connection, stream, batch.seen.run, commit]);
}

function writeStream({ store, batch, stream }: Writing): void {
  if (batch.checkpoint !== undefined) store("checkpoints").put(batch.checkpoint, [batch.connection, stream]);
  if (batch.lease !== undefined) store("leases").put(batch.lease, [batch.connection, stream]);
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
