import type { Clock } from "@waybill/sync/status";
import { after } from "./after.ts";

/** The one "now" of everything on a page, so that all relative times change together. */
export interface Ticker {
  /** Epoch milliseconds of the last tick. Stays the same between ticks. Null where nobody told the time. */
  readonly now: () => number | null;
  /** What a server and the first paint show; null: absolute times. */
  readonly serverNow: () => number | null;
  readonly subscribe: (listener: () => void) => () => void;
  /** Calls `work` when `ms` have passed, unless what it returns is called before; never where time stands still. */
  readonly after: (ms: number, work: () => void) => () => void;
}

/** The smallest unit that relative times show. */
const tickEveryMs = 60_000;

/** Ticks while somebody listens and the page is seen, and at once when it is seen again. */
export function createTicker(clock: Clock): Ticker {
  let current = clock.now();
  let stop: (() => void) | undefined;
  const listeners = new Set<() => void>();
  const tick = () => {
    current = clock.now();
    for (const listener of listeners) listener();
  };
  return {
    now: () => current,
    serverNow: () => null,
    subscribe: (listener) => {
      listeners.add(listener);
      stop ??= startTicking(clock, tick);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
    after: (ms, work) => {
      const end = new AbortController();
      after(clock, ms, end.signal, work);
      return () => end.abort();
    },
  };
}

const never = () => () => undefined;

/** A now that stands still: tests, examples, servers that render for a known time, and widgets without a provider, which know none. */
export function fixedTicker(now: number | null): Ticker {
  const same = () => now;
  return { now: same, serverNow: same, subscribe: never, after: never };
}

function startTicking(clock: Clock, tick: () => void): () => void {
  const end = new AbortController();
  const tickIfSeen = () => {
    if (document.visibilityState === "visible") tick();
  };
  document.addEventListener("visibilitychange", tickIfSeen, { signal: end.signal });
  void tickUntil(end.signal, clock, tickIfSeen);
  return () => end.abort();
}

async function tickUntil(signal: AbortSignal, clock: Clock, tick: () => void): Promise<void> {
  try {
    while (!signal.aborted) {
      await clock.sleep(tickEveryMs, signal);
      tick();
    }
  } catch (reason) {
    if (!signal.aborted) throw reason;
  }
}
