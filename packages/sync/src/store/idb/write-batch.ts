import type { LimitState, StoredTokens } from "@waybill/transport";
import { unwrap } from "idb";
import type { Batch, CommitEvent } from "../contract.ts";
import { under } from "./ranges.ts";
import type { Before } from "./read-before.ts";
import type { ChangeRow, CountsRow, Head, MutationRow, OwnedRow, QuarantineRow, ReceiptRow, SeenRow } from "./rows.ts";
import type { StoreName, Transaction } from "./schema.ts";

/** Commits that are remembered for other tabs; one that fell behind further reads everything again. */
const rememberedCommits = 1_024;

interface Writing {
  readonly store: (name: StoreName) => IDBObjectStore;
  readonly batch: Batch;
  readonly stream: string;
  readonly before: Before;
  readonly commit: number;
}

/**
 * Issues every write of a batch without waiting for any: they run in the order issued, the first that fails takes the transaction with it, and
 * whether it committed is told by the transaction alone. Removals come before insertions.
 */
export function writeBatch(tx: Transaction<"readwrite">, batch: Batch, before: Before, event: CommitEvent): void {
  const raw = unwrap(tx);
  const store = (name: StoreName) => raw.objectStore(name);
  const writing = { store, batch, stream: batch.stream ?? "", before, commit: event.commit };
  writeBase(writing);
  writeOverlay(writing);
  writeQuarantine(writing);
  writeCounts(writing);
  writeSeen(writing);
  writeStream(writing);
  writeConnection(writing);
  const arrivals = before.head.arrivals + (batch.quarantine?.put.length ?? 0);
  writeHead(store, { commit: event.commit, arrivals }, [event]);
}

/** Raises the commit number and remembers what was told of it. */
export function writeHead(store: Writing["store"], head: Head, events: readonly CommitEvent[]): void {
  const change: ChangeRow = { commit: head.commit, events };
  store("meta").put(head, "head");
  store("changes").put(change, head.commit);
  store("changes").delete(head.commit - rememberedCommits);
}

/** Removing one half of a record changes what a reader sees of the other half, which therefore gets the commit's number. */
function writeBase({ store, batch, stream, before, commit }: Writing): void {
  for (const key of batch.remove ?? []) store("base").delete([batch.connection, stream, key]);
  for (const row of before.overlays) store("overlay").put({ ...row, commit }, [batch.connection, stream, row.key]);
  for (const record of batch.put ?? [])
    store("base").put({ ...record, commit }, [batch.connection, stream, record.key]);
}

function writeOverlay({ store, batch, stream, before, commit }: Writing): void {
  for (const key of batch.overlay?.remove ?? []) store("overlay").delete([batch.connection, stream, key]);
  const rewritten = new Set([...(batch.put ?? []).map((record) => record.key), ...(batch.remove ?? [])]);
  for (const row of before.bases) {
    if (!rewritten.has(row.key)) store("base").put({ ...row, commit }, [batch.connection, stream, row.key]);
  }
  for (const record of batch.overlay?.put ?? []) {
    store("overlay").put({ ...record, commit }, [batch.connection, stream, record.key]);
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

function writeCounts({ store, batch, stream, before }: Writing): void {
  if ((batch.put ?? batch.remove ?? batch.quarantine) === undefined) return;
  const records = (batch.put ?? []).map((record) => record.key);
  const aside = (batch.quarantine?.put ?? []).map((record) => record.id);
  const row: CountsRow = {
    base: before.counts.base + growth(records, batch.remove ?? [], before.known),
    quarantine: before.counts.quarantine + growth(aside, batch.quarantine?.remove ?? [], before.keptAside),
  };
  store("counts").put(row, [batch.connection, stream]);
}

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
