import { alarm } from "./alarm.ts";
import type { Clock } from "./clock.ts";

/** One limit of time. `at` is in monotonic milliseconds and may move on without asking the platform. */
export interface Limit {
  at: number;
  readonly ring: () => void;
}

/**
 * All time limits of one call on one timer of the platform. Setting a timer costs more than a limit is worth, and hardly any limit ever passes: the
 * timer is set once, to the shortest span there is, and looks around when it rings.
 */
export class Watch {
  readonly #clock: Clock;
  readonly #shortestMs: number;
  #limits: Limit[] = [];
  #setFor = Infinity;
  #off: (() => void) | undefined;

  /** @param shortestMs the shortest limit that is expected; a shorter one works too */
  constructor(clock: Clock, shortestMs: number) {
    this.#clock = clock;
    this.#shortestMs = shortestMs;
  }

  /** Calls `ring` at `at`, monotonic milliseconds, unless it is lifted or moved before. */
  until(at: number, ring: () => void): Limit {
    const limit = { at, ring };
    this.#limits.push(limit);
    if (at < Infinity) {
      const now = this.#clock.monotonic();
      this.#set(Math.min(at, now + this.#shortestMs), now);
    }
    return limit;
  }

  lift(limit: Limit | undefined): void {
    this.#limits = this.#limits.filter((other) => other !== limit);
  }

  /** Lifts all limits. The timer stays: more may follow soon, and by itself it does nothing. */
  clear(): void {
    this.#limits = [];
  }

  stop(): void {
    this.#limits = [];
    this.#off?.();
    this.#off = undefined;
    this.#setFor = Infinity;
  }

  #set(at: number, now: number): void {
    if (at >= this.#setFor) return;
    this.#off?.();
    this.#setFor = at;
    this.#off = alarm(this.#clock, at - now, () => this.#look());
  }

  #look(): void {
    const now = this.#clock.monotonic();
    this.#setFor = Infinity;
    for (const limit of this.#limits) {
      if (limit.at > now) this.#set(limit.at, now);
      else {
        this.lift(limit);
        limit.ring();
      }
    }
  }
}
