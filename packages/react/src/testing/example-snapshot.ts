import type { StatusTarget, SyncSnapshot } from "@waybill/sync/status";

/** A connected target that has never run. Change what an example is about. */
export function exampleSnapshot(target: StatusTarget, change: Partial<SyncSnapshot> = {}): SyncSnapshot {
  return {
    connection: target.connection,
    stream: target.stream,
    connected: true,
    phase: "idle",
    lastOutcome: "none",
    blocker: null,
    willRetry: false,
    durable: true,
    revision: 1,
    observedAt: 0,
    ...change,
  };
}
