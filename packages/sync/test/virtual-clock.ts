import type { Clock } from "@waybill/transport";

interface Timer {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still until a test moves it. */
export interface VirtualClock extends Clock {
  /** Runs until `work` settles, moving to the next sleeper whenever nothing else is left to do. */
  drive<T>(work: Promise<T>): Promise<T>;
  /** Moves on by so much, waking sleepers on the way. */
  advance(ms: number): Promise<void>;
}

export interface VirtualClockOptions {
  readonly startAt?: number | undefined;
  readonly random?: (() => number) | undefined;
}

export function createVirtualClock({
  startAt = Date.UTC(2026, 0, 1),
  random = () => 0.5,
}: VirtualClockOptions = {}): VirtualClock {
  let now = startAt;
  const timers = new Set<Timer>();
  const next = () => [...timers].toSorted((a, b) => a.at - b.at)[0];
  const wake = async (timer: Timer) => {
    now = Math.max(now, timer.at);
    timers.delete(timer);
    timer.wake();
    await idle();
  };
  return {
    now: () => now,
    monotonic: () => now - startAt,
    random,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        const timer = { at: now + ms, wake: resolve };
        timers.add(timer);
        signal?.addEventListener("abort", () => {
          timers.delete(timer);
          reject(signal.reason);
        });
      }),
    drive: async (work) => {
      const state = { settled: false };
      const settle = work.catch(() => {}).then(() => (state.settled = true));
      for (let turns = 0; !state.settled; turns += 1) {
        await Promise.race([idle(), settle]);
        const timer = next();
        if (!state.settled && timer !== undefined) await wake(timer);
        if (turns > 20_000) throw new Error("The work does not settle: nothing wakes it.");
      }
      return work;
    },
    advance: async (ms) => {
      const until = now + ms;
      await idle();
      for (let timer = next(); timer !== undefined && timer.at <= until; timer = next()) await wake(timer);
      now = until;
      await idle();
    },
  };
}

/** Lets everything that needs no timer run: promises, and the thread pool that WebCrypto answers from. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
