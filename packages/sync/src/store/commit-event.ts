import type { RecordKey } from "../record/record.ts";
import type { Batch, CommitEvent } from "./contract.ts";

/** Greatest number of keys that an event names: those of a few pages. A reader of more reads again anyway. */
export const maxEventKeys = 1_000;

/** What to tell of a commit. A batch that changes nothing a subscriber can read (a heartbeat) has no kinds, and still has its number. */
export function commitEvent(batch: Batch, commit: number): CommitEvent {
  const keys = changedKeys(batch);
  return {
    connection: batch.connection,
    ...(batch.stream !== undefined && { stream: batch.stream }),
    commit,
    ...(keys.size > 0 && keys.size <= maxEventKeys && { keys: [...keys] }),
    ...(batch.receipt !== undefined && { receipt: batch.receipt.id }),
    kinds: kindsOf(batch, keys.size > 0),
  };
}

/** What to tell of an erasure. Everything that was known of the connection is to be read again. */
export function erasedEvent(connection: string, commit: number): CommitEvent {
  return { connection, commit, kinds: ["erased"] };
}

function changedKeys(batch: Batch): Set<RecordKey> {
  const puts = [...(batch.put ?? []), ...(batch.overlay?.put ?? [])].map((record) => record.key);
  return new Set([...puts, ...(batch.remove ?? []), ...(batch.overlay?.remove ?? [])]);
}

function kindsOf(batch: Batch, records: boolean): CommitEvent["kinds"] {
  const { quarantine } = batch;
  const told = {
    records,
    quarantine: quarantine !== undefined && quarantine.put.length + quarantine.remove.length > 0,
    checkpoint: batch.checkpoint !== undefined,
    mutations: batch.mutations !== undefined && batch.mutations.length > 0,
    receipt: batch.receipt !== undefined || (batch.forgetReceipts ?? []).length > 0,
    tokens: batch.tokens !== undefined,
  };
  return kinds.filter((kind) => told[kind]);
}

const kinds = ["records", "quarantine", "checkpoint", "mutations", "receipt", "tokens"] as const;
