import type { Clock } from "@waybill/sync/status";

/** Calls `work` when `ms` have passed, unless `signal` ends the wait. */
export function after(clock: Clock, ms: number, signal: AbortSignal, work: () => void): void {
  clock.sleep(ms, signal).then(work, (reason: unknown) => {
    if (!signal.aborted) throw reason;
  });
}
