import type { Clock } from "../clock.ts";
import { watchCrypto } from "./work-of-crypto.ts";
import type { WorkOfCrypto } from "./work-of-crypto.ts";

/**
 * A clock that stands still until a test moves it. It lets what runs on the event loop and in WebCrypto come to rest before it moves time (the
 * methods of `crypto.subtle` are wrapped for that, once); for other work beside the loop (sockets, workers) await that work first.
 */
export interface VirtualClock extends Clock {
  /** Moves time on by `ms`, waking every sleeper at its own moment and in order, and letting what it starts run in between. */
  advance(ms: number): Promise<void>;
  /** Moves time from sleeper to sleeper until the promise settles, and settles with it. Rejects when it can never settle: nobody sleeps any more. */
  settle<T>(promise: Promise<T>): Promise<T>;
  /** Moves only the wall clock, as a person or a time server does. */
  step(ms: number): void;
  /** How many sleepers there are. */
  readonly sleepers: number;
}

/** Where a virtual clock starts and what its chance is. */
export interface VirtualClockOptions {
  /** Epoch milliseconds. Default 2030-01-01T00:00:00Z. */
  readonly now?: number | undefined;
  /** Default: always 0.5. */
  readonly random?: (() => number) | undefined;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** How often the event loop is let run dry before a promise that nobody wakes is given up. */
const idleRounds = 50;

/** Makes a {@link VirtualClock}. */
export function createVirtualClock({
  now = Date.UTC(2030, 0, 1),
  random = () => 0.5,
}: VirtualClockOptions = {}): VirtualClock {
  let elapsed = 0;
  let stepped = 0;
  const sleepers = new Set<Sleeper>();
  const crypto = watchCrypto();

  function next(until: number): Sleeper | undefined {
    let first: Sleeper | undefined;
    for (const sleeper of sleepers)
      if (sleeper.at <= until && (first === undefined || sleeper.at < first.at)) first = sleeper;
    return first;
  }

  function wake(sleeper: Sleeper): void {
    elapsed = Math.max(elapsed, sleeper.at);
    sleepers.delete(sleeper);
    sleeper.wake();
  }

  async function advance(ms: number): Promise<void> {
    const target = elapsed + ms;
    await rest(crypto);
    for (let due = next(target); due !== undefined; due = next(target)) {
      wake(due);
      await rest(crypto);
    }
    elapsed = target;
  }

  async function settle<T>(promise: Promise<T>): Promise<T> {
    let done = false;
    const mark = (): void => {
      done = true;
    };
    promise.then(mark, mark);
    for (let idle = 0; ;) {
      await rest(crypto);
      if (done) return promise;
      const due = next(Infinity);
      idle = due === undefined ? idle + 1 : 0;
      if (due !== undefined) wake(due);
      else if (idle > idleRounds)
        throw new Error("The promise waits for something that is not this clock: nobody sleeps and nothing happens.");
    }
  }

  return {
    now: () => now + elapsed + stepped,
    monotonic: () => elapsed,
    random,
    sleep: (ms, signal) => sleep(sleepers, elapsed + Math.max(0, ms), signal),
    advance,
    settle,
    step: (ms) => {
      stepped += ms;
    },
    get sleepers() {
      return sleepers.size;
    },
  };
}

function sleep(sleepers: Set<Sleeper>, at: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = (): void => {
      sleepers.delete(sleeper);
      reject(signal?.reason);
    };
    const sleeper: Sleeper = {
      at,
      wake: () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      },
    };
    sleepers.add(sleeper);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/**
 * Lets what is under way come to rest, however slow the machine: the event loop, WebCrypto, and what those set going. A count of turns would not do for
 * WebCrypto: its threads stand still while the loop goes on, wherever the machine is busy.
 */
async function rest(crypto: WorkOfCrypto): Promise<void> {
  do await turns(4);
  while (await crypto.ended());
}

/** Lets the event loop run: every microtask, and the macrotasks that streams and stores take. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await macrotask();
}

function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const arrive = (): void => {
      port1.close();
      resolve();
    };
    port1.addEventListener("message", arrive, { once: true });
    port1.start();
    port2.postMessage(null);
  });
}
