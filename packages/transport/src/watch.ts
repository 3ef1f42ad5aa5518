import { alarm } from "./alarm.ts";
import type { Clock } from "./clock.ts";

/** One limit of time. `at` is in monotonic milliseconds and may move on without asking anybody. */
export interface Limit {
  at: number;
  readonly ring: () => void;
}

/** The timer is set no further ahead, so that the next limit rarely comes before it and has to set it again. Milliseconds; the default of most limits. */
const horizonMs = 30_000;

/**
 * All limits of time of a transport on one timer of the platform. Hardly any limit ever passes, and setting a timer for each costs more than the rest of
 * a call: the timer is set to the earliest, looks around when it rings, and is cleared when the last call has ended.
 */
export class Watch {
  readonly #clock: Clock;
  readonly #limits = new Set<Limit>();
  #setFor = Infinity;
  #off: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `ring` at `at`, monotonic milliseconds, unless it is lifted or moved on before. */
  until(at: number, ring: () => void): Limit {
    const limit = { at, ring };
    this.#limits.add(limit);
    if (at < this.#setFor) this.#set(at);
    return limit;
  }

  lift(limit: Limit | undefined): void {
    if (limit) this.#limits.delete(limit);
  }

  /** A call has ended, and what limited it was lifted. Between two limits of one call the timer stays, for the second. */
  rest(): void {
    if (this.#limits.size === 0) this.stop();
  }

  stop(): void {
    this.#limits.clear();
    this.#off?.();
    this.#off = undefined;
    this.#setFor = Infinity;
  }

  #set(at: number): void {
    this.#off?.();
    const now = this.#clock.monotonic();
    this.#setFor = Math.min(at, now + horizonMs);
    this.#off = alarm(this.#clock, this.#setFor - now, () => this.#look());
  }

  #look(): void {
    const now = this.#clock.monotonic();
    this.#setFor = Infinity;
    let next = Infinity;
    for (const limit of this.#limits) {
      if (limit.at > now) next = Math.min(next, limit.at);
      else {
        this.#limits.delete(limit);
        limit.ring();
      }
    }
    if (next < this.#setFor) this.#set(next);
  }
}
