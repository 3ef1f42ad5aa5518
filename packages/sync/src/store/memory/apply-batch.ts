import type { Batch } from "../contract.ts";
import { connectionState, streamState } from "./memory-state.ts";
import type { ConnectionState, Owned, StreamState, TenantState } from "./memory-state.ts";

/** Writes a batch that was checked and judged. Nothing in here can fail, which is what makes a commit all or nothing. */
export function applyBatch(tenant: TenantState, batch: Batch, commit: number): void {
  const connection = connectionState(tenant, batch.connection);
  if (batch.stream !== undefined) applyToStream(streamState(connection, batch.stream), tenant, batch, commit);
  applyToConnection(connection, tenant, batch, commit);
  tenant.head = commit;
}

function applyToStream(stream: StreamState, tenant: TenantState, batch: Batch, commit: number): void {
  applyBase(stream, batch, commit);
  applyOverlay(stream, batch, commit);
  applyQuarantine(stream, tenant, batch);
  for (const key of batch.traces?.remove ?? []) stream.traces.delete(key);
  for (const trace of batch.traces?.put ?? []) stream.traces.set(trace.key, trace);
  if (batch.forgetSeen !== undefined) stream.seen.delete(batch.forgetSeen);
  if (batch.seen !== undefined) {
    stream.seen.set(batch.seen.run, [...(stream.seen.get(batch.seen.run) ?? []), batch.seen.keys]);
  }
  stream.checkpoint = batch.checkpoint ?? stream.checkpoint;
  stream.lease = batch.lease ?? stream.lease;
}

/** Removing one half of a record changes what a reader sees of the other half, which therefore gets the commit's number. */
function applyBase(stream: StreamState, batch: Batch, commit: number): void {
  for (const key of batch.remove ?? []) {
    stream.base.delete(key);
    const overlay = stream.overlay.get(key);
    if (overlay !== undefined) stream.overlay.set(key, Object.freeze({ ...overlay, commit }));
  }
  for (const record of batch.put ?? []) stream.base.set(record.key, Object.freeze({ ...record, commit }));
}

function applyOverlay(stream: StreamState, batch: Batch, commit: number): void {
  for (const key of batch.overlay?.remove ?? []) {
    stream.overlay.delete(key);
    const base = stream.base.get(key);
    if (base !== undefined) stream.base.set(key, Object.freeze({ ...base, commit }));
  }
  for (const record of batch.overlay?.put ?? []) stream.overlay.set(record.key, Object.freeze({ ...record, commit }));
}

function applyQuarantine(stream: StreamState, tenant: TenantState, { quarantine }: Batch): void {
  for (const id of quarantine?.remove ?? []) stream.quarantine.delete(id);
  for (const record of quarantine?.put ?? []) {
    tenant.arrivals += 1;
    stream.quarantine.set(record.id, { record, order: tenant.arrivals });
  }
}

function applyToConnection(connection: ConnectionState, tenant: TenantState, batch: Batch, commit: number): void {
  for (const mutation of batch.mutations ?? []) connection.mutations.set(mutation.id, mutation);
  for (const id of batch.forgetReceipts ?? []) forgetReceipt(connection, tenant, { id, of: batch.connection });
  if (batch.receipt !== undefined) {
    connection.receipts.push({ commit, receipt: batch.receipt });
    tenant.receipts.set(batch.receipt.id, { connection: batch.connection, value: batch.receipt });
  }
  if (batch.tokens !== undefined) own(tenant.tokens, batch.tokens.key, batch, batch.tokens.value);
  if (batch.tokens?.value === null) tenant.erased = commit;
  if (batch.limits !== undefined) own(tenant.limits, batch.limits.bucket, batch, batch.limits.state);
}

function forgetReceipt(
  connection: ConnectionState,
  tenant: TenantState,
  { id, of }: { readonly id: string; readonly of: string },
): void {
  if (tenant.receipts.get(id)?.connection !== of) return;
  tenant.receipts.delete(id);
  const place = connection.receipts.findIndex(({ receipt }) => receipt.id === id);
  if (place >= 0) connection.receipts.splice(place, 1);
}

function own<T>(map: Map<string, Owned<T>>, key: string, batch: Batch, value: T | null): void {
  if (value === null) map.delete(key);
  else map.set(key, { connection: batch.connection, value });
}

/** Removes everything of one connection, or of all. The numbering stays. */
export function applyErase(tenant: TenantState, connection: string | undefined): void {
  for (const map of [tenant.connections, tenant.indexes]) {
    if (connection === undefined) map.clear();
    else map.delete(connection);
  }
  for (const map of [tenant.receipts, tenant.tokens, tenant.limits]) {
    for (const [key, owned] of map) {
      if (connection === undefined || owned.connection === connection) map.delete(key);
    }
  }
  tenant.head += 1;
  tenant.erased = tenant.head;
}
