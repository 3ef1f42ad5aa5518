import type { SyncSnapshot } from "@waybill/sync/status";

/** Whether a run has ended in between. A connection keeps the receipt of its worst stream while others end. */
export function hasFinished(before: SyncSnapshot, after: SyncSnapshot): boolean {
  return before.receipt !== after.receipt || before.finishedAt !== after.finishedAt;
}
