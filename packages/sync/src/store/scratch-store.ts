import type { BaseRecord, RecordKey } from "../record/record.ts";
import type { Receipt } from "../receipt/receipt.ts";
import type { Batch, Lease, Store } from "./contract.ts";
import { judgePreconditions } from "./preconditions.ts";
import type { Checkpoint } from "../pull/checkpoint.ts";

interface Place {
  readonly connection: string;
  readonly stream: string;
}

/** What would have been written to one stream. */
interface Scratch {
  readonly rows: Map<RecordKey, BaseRecord | undefined>;
  readonly seen: (readonly RecordKey[])[];
  readonly receipts: Map<string, Receipt>;
  checkpoint: Checkpoint | undefined;
  lease: Lease | undefined;
}

/**
 * A store in front of another one that keeps in memory what is written to one stream, and reads everything else through. Its stream has no open run, and
 * of what stops it only that its customer must reconnect.
 */
export async function scratchStore(store: Store, place: Place): Promise<Store> {
  const before = await store.checkpoint(place.connection, place.stream);
  const blocker = before?.blocker === "auth" ? "auth" : undefined;
  const scratch: Scratch = {
    rows: new Map(),
    seen: [],
    receipts: new Map(),
    checkpoint: before === undefined ? undefined : { ...before, run: undefined, blocker },
    lease: undefined,
  };
  const isHere = (connection: string, stream: string) => connection === place.connection && stream === place.stream;
  return {
    ...store,
    commit: async (batch) => {
      judgePreconditions(batch.expect, scratch);
      keep(scratch, batch);
      return store.head();
    },
    hashes: async (connection, stream, keys) => {
      const found = await store.hashes(connection, stream, keys);
      const here = isHere(connection, stream);
      return keys.map((key, at) => (here && scratch.rows.has(key) ? scratch.rows.get(key)?.hash : found[at]));
    },
    recall: undefined,
    bases: async (connection, stream, keys) => {
      const found = await store.bases(connection, stream, keys);
      const here = isHere(connection, stream);
      return keys.map((key, at) => (here && scratch.rows.has(key) ? scratch.rows.get(key) : found[at]));
    },
    checkpoint: async (connection, stream) =>
      isHere(connection, stream) ? scratch.checkpoint : store.checkpoint(connection, stream),
    lease: async (connection, stream) => (isHere(connection, stream) ? scratch.lease : store.lease(connection, stream)),
    receipt: async (id) => scratch.receipts.get(id) ?? store.receipt(id),
    async *seen() {
      yield* scratch.seen;
    },
  };
}

function keep(scratch: Scratch, batch: Batch): void {
  for (const key of batch.remove ?? []) scratch.rows.set(key, undefined);
  for (const row of batch.put ?? []) scratch.rows.set(row.key, row);
  if (batch.seen !== undefined) scratch.seen.push(batch.seen.keys);
  if (batch.receipt !== undefined) scratch.receipts.set(batch.receipt.id, batch.receipt);
  scratch.checkpoint = batch.checkpoint ?? scratch.checkpoint;
  scratch.lease = batch.lease ?? scratch.lease;
}
