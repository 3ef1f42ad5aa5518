import type { Clock } from "@waybill/sync/status";

/** Time that passes only when a test says so. */
export interface ManualClock extends Clock {
  /** Moves time and wakes every sleeper whose time has come, in order. */
  readonly advance: (ms: number) => Promise<void>;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export function createManualClock(startsAt = 0): ManualClock {
  let passed = 0;
  let sleepers: readonly Sleeper[] = [];
  return {
    now: () => startsAt + passed,
    monotonic: () => passed,
    random: () => 0.5,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        const sleeper = { until: passed + ms, wake: resolve };
        sleepers = [...sleepers, sleeper];
        signal?.addEventListener("abort", () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal.reason);
        });
      }),
    advance: async (ms) => {
      const target = passed + ms;
      for (;;) {
        const next = sleepers.toSorted((a, b) => a.until - b.until)[0];
        if (next === undefined || next.until > target) break;
        passed = next.until;
        sleepers = sleepers.filter((other) => other !== next);
        next.wake();
        await settle();
      }
      passed = target;
      await settle();
    },
  };
}

/** Lets what was woken run on: promise jobs only, no time. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
