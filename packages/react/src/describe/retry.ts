import type { SyncSnapshot } from "@waybill/sync/status";

/** Whether a failure will be tried again without anybody doing anything. */
export function weTryAgain(snapshot: SyncSnapshot): boolean {
  return !needsChange(snapshot) && (snapshot.willRetry || snapshot.nextAttemptAt !== undefined);
}

/** Whether the same request would fail again until somebody changes something. */
export function needsChange(snapshot: SyncSnapshot): boolean {
  return snapshot.blocker === "schema" || snapshot.failure?.retryable === false;
}
