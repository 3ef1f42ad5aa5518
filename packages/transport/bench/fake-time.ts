import { install } from "@sinonjs/fake-timers";

const turn = (): Promise<void> => new Promise((resolve) => void realImmediate(resolve));
const realImmediate = globalThis.setImmediate;
const timers = ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] as const;

/** Time that stands still until nothing else can happen, and then leaps to the next timer. */
export interface FakeTime {
  /** Milliseconds since the beginning. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Lets timers ring one after the other until the promise settles. */
  settle<T>(promise: Promise<T>): Promise<T>;
  end(): void;
}

/**
 * Replaces the platform's timers and clocks, so that libraries that take no clock of ours live in the same time as those that do: every contender runs on
 * `setTimeout`, `Date` and `performance` as it would outside. Only immediates stay real: they let promises run between two timers.
 */
export function fakeTime(): FakeTime {
  const fake = install({ now: Date.UTC(2030, 0, 1), toFake: [...timers, "Date", "performance"] });
  const started = performance.now();
  return {
    now: () => performance.now() - started,
    sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
    async settle(promise) {
      const state = { done: false };
      const mark = (): void => {
        state.done = true;
      };
      promise.then(mark, mark);
      for (await turn(); !state.done; await turn()) {
        if (fake.countTimers() === 0) throw new Error("The promise waits for something that is no timer.");
        fake.next();
      }
      return promise;
    },
    end: () => fake.uninstall(),
  };
}

/** Chance that is the same in every run. */
export function seeded(seed = 1): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}
