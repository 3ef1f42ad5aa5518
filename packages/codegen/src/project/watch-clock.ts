import { setTimeout as sleep } from "node:timers/promises";

/** The part of a clock that watching needs. */
export interface WatchClock {
  /** Resolves after `ms` milliseconds; rejects as soon as the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The platform's clock. */
export const systemClock: WatchClock = { sleep: (ms, signal) => sleep(ms, undefined, { signal }) };
