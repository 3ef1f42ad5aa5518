import { alarm } from "./alarm.ts";
import type { Clock } from "./clock.ts";

/** What waits for something, and until when: monotonic milliseconds, which may move on without asking anybody. */
export interface Limit {
  at: number;
  /** Ends the wait: with the reason given, or because its time is up. */
  readonly end: (reason?: unknown) => void;
}

/** The timer is set no further ahead, so that the next limit rarely comes before it and has to set it again. Milliseconds; the default of most limits. */
const horizonMs = 30_000;

/** Microtasks for which an idle timer is kept. */
const patience = 8;

/**
 * Everything in a transport that waits, on one timer of the platform. Hardly any limit ever passes, and setting a timer for each costs more than the rest
 * of a call: the timer is set to the earliest, looks around when it rings, and is cleared when the last call has ended.
 */
export class Watch {
  readonly #clock: Clock;
  readonly #limits = new Set<Limit>();
  #setFor = Infinity;
  #off: (() => void) | undefined;
  #over: unknown;
  /** What is left of the patience; 0 while nobody waits for it to end. */
  #turns = 0;
  readonly #soon: Promise<void> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `end` at `at`, monotonic milliseconds, unless it is lifted or moved on before. Infinite: only {@link Watch.end} does. */
  until(at: number, end: (reason?: unknown) => void): Limit {
    const limit = { at, end };
    this.#limits.add(limit);
    if (this.#over !== undefined) void this.#soon.then(() => end(this.#over));
    else if (at < this.#setFor) this.#set(at);
    return limit;
  }

  lift(limit: Limit | undefined): void {
    if (limit) this.#limits.delete(limit);
  }

  /**
   * A call has ended, and what limited it was lifted. Whoever works through a list makes the next call some microtasks later, and setting the timer anew
   * costs as much as half a call: that long it is kept.
   */
  rest(): void {
    if (this.#turns > 0 || this.#off === undefined) return;
    this.#turns = patience;
    void this.#soon.then(this.#turn);
  }

  readonly #turn = (): void => {
    this.#turns = this.#limits.size > 0 ? 0 : this.#turns - 1;
    if (this.#turns > 0) void this.#soon.then(this.#turn);
    else if (this.#limits.size === 0) this.#clear();
  };

  /** Ends everything that waits, and whatever begins to wait after this: the body of an answer that came before. */
  end(reason: unknown): void {
    this.#over = reason;
    for (const limit of this.#limits) limit.end(reason);
    this.#limits.clear();
    this.#clear();
  }

  #clear(): void {
    this.#off?.();
    this.#off = undefined;
    this.#setFor = Infinity;
  }

  #set(at: number): void {
    this.#clear();
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
        limit.end();
      }
    }
    if (next < this.#setFor) this.#set(next);
  }
}
