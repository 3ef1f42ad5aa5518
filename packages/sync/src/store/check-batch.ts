import type { Batch } from "./contract.ts";
import { batchRefused } from "./storage-failure.ts";

/**
 * Refuses a batch that contradicts itself, before anything is written: a field about a stream without a stream, a receipt or a quarantined record
 * that belongs elsewhere, a lease or checkpoint that could never be a precondition.
 */
export function checkBatch(batch: Batch): void {
  if (batch.stream === undefined) requireNoStreamFields(batch);
  if (batch.stream?.startsWith(ownMark) === true) {
    throw batchRefused("the name of its stream begins with U+0000.");
  }
  if (batch.receipt !== undefined && batch.receipt.connection !== batch.connection) {
    throw batchRefused("its receipt names another connection.");
  }
  const stray = batch.quarantine?.put.find((record) => record.stream !== batch.stream);
  if (stray !== undefined) {
    throw batchRefused("a quarantined record names another stream.");
  }
}

/** Begins the names under which a store keeps something of its own beside streams; no stream's name does. */
export const ownMark = "\0";

/** For stores without a queue: work that nobody would ever take is refused rather than dropped. */
export function refuseJobs(batch: Batch): void {
  if (batch.jobs === undefined || batch.jobs.length === 0) return;
  throw batchRefused("it has jobs, and this store has no queue. Use the server's.");
}

const streamFields = [
  "put",
  "remove",
  "overlay",
  "quarantine",
  "traces",
  "seen",
  "forgetSeen",
  "checkpoint",
  "lease",
] as const;

function requireNoStreamFields(batch: Batch): void {
  const expect: Readonly<Record<string, unknown>> = { ...batch.expect };
  const field = streamFields.find((name) => (batch[name] ?? expect[name]) !== undefined);
  if (field !== undefined) throw batchRefused(`\`${field}\` is about a stream, and the batch names none.`);
}
