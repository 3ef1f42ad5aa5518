import type { Clock } from "@waybill/transport";

/** For how long a heartbeat has been seen to stand still. Begun anew whenever it moves. */
export interface Silence {
  /** Looks at it `leaseMs / 5` apart add up to the time between them. */
  readonly ms: number;
  /** Of the last look, on the monotonic clock. */
  readonly at: number;
}

/**
 * What one more look makes of a silence. One after a long gap tells of its end alone: a device that slept, or a page that was frozen, wakes with those it
 * watches, who show within a few looks that they live.
 */
export function silence(clock: Clock, leaseMs: number, before?: Silence): Silence {
  const at = clock.monotonic();
  return { at, ms: before === undefined ? 0 : before.ms + Math.min(at - before.at, (2 / 5) * leaseMs) };
}
