import { checkBatch, refuseJobs } from "../check-batch.ts";
import { commitEvent, erasedEvent } from "../commit-event.ts";
import type { Batch, DeclaredIndexes, Store } from "../contract.ts";
import { createFeed } from "../feed.ts";
import type { Feed } from "../feed.ts";
import { judgePreconditions } from "../preconditions.ts";
import { batchRefused, storeClosed, unstorable } from "../storage-failure.ts";
import { applyBatch, applyErase } from "./apply-batch.ts";
import { deepFreeze } from "./deep-freeze.ts";
import { emptyTenant } from "./memory-state.ts";
import type { TenantState } from "./memory-state.ts";
import { memoryReads } from "./read-memory.ts";

/**
 * A store in memory, of one tenant: for tests, for servers that keep nothing, and for browsers without storage. Nothing outlives the page or
 * process, and `durable` says so. Values are copied on the way in and frozen, so that no caller can change what is stored.
 */
export function createMemoryStore(): Store {
  const feed = createFeed();
  const tenant = emptyTenant();
  let open = true;
  const state = () => {
    if (!open) throw storeClosed();
    return tenant;
  };
  return {
    durable: false,
    ...memoryReads(state),
    commit: async (batch) => commitTo(state(), feed, batch),
    seen: (connection, stream, run) => seenBlocks(state, { connection, stream, run }),
    declareIndexes: async (connection, indexes) => declare(state(), connection, indexes),
    subscribe: (listener) => feed.subscribe(listener),
    erase: async (connection) => eraseFrom(state(), feed, connection),
    close: async () => {
      open = false;
      feed.end();
    },
  };
}

/** Runs without a pause from the first check to the last write: no other commit can come between. */
function commitTo(tenant: TenantState, feed: Feed, batch: Batch): number {
  checkBatch(batch);
  refuseJobs(batch);
  const copy = copied(batch);
  const stream = tenant.connections.get(batch.connection)?.streams.get(batch.stream ?? "");
  const { erased } = tenant;
  judgePreconditions(copy.expect, { lease: stream?.lease, checkpoint: stream?.checkpoint, erased });
  if (copy.receipt !== undefined && tenant.receipts.has(copy.receipt.id)) {
    throw batchRefused(`a receipt with the id ${copy.receipt.id} exists, and receipts never change.`);
  }
  const commit = tenant.head + 1;
  applyBatch(tenant, copy, commit);
  feed.tell(commitEvent(copy, commit));
  return commit;
}

function copied(batch: Batch): Batch {
  try {
    return deepFreeze(structuredClone(batch));
  } catch (cause) {
    throw unstorable(cause);
  }
}

function eraseFrom(tenant: TenantState, feed: Feed, connection: string | undefined): void {
  const all = new Set([...tenant.connections.keys(), ...tenant.indexes.keys()]);
  const erased = connection === undefined ? all : [connection];
  applyErase(tenant, connection);
  for (const id of erased) feed.tell(erasedEvent(id, tenant.head));
}

function declare(tenant: TenantState, connection: string, indexes: DeclaredIndexes): void {
  const declared = new Map(Object.entries(indexes).filter(([, fields]) => fields.length > 0));
  if (declared.size === 0) tenant.indexes.delete(connection);
  else tenant.indexes.set(connection, declared);
}

async function* seenBlocks(state: () => TenantState, of: { connection: string; stream: string; run: string }) {
  yield* state().connections.get(of.connection)?.streams.get(of.stream)?.seen.get(of.run) ?? [];
}
