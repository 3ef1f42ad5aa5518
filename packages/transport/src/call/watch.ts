import { alarm } from "../alarm.ts";
import type { Clock } from "../clock.ts";

/** What waits for something, and until when: monotonic milliseconds, which may move on without asking anybody. */
export interface Limit {
  readonly at: number;
  /** Where the watch keeps it, the watch's own; negative when it does not. */
  place: number;
  /** Ends the wait: with the reason given, or because its time is up. */
  end(reason?: unknown): void;
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
  /** In no order, so that lifting one moves one other: a set costs several times as much. */
  readonly #limits: Limit[] = [];
  #setFor = Infinity;
  #off: (() => void) | undefined;
  #over: unknown;
  /** What is left of the patience; 0 while nobody waits for it to end. */
  #turns = 0;
  readonly #soon: Promise<void> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends this when its time has come, unless it is lifted or moves on before. An infinite time: only {@link Watch.end} does. */
  add(limit: Limit): void {
    limit.place = this.#limits.push(limit) - 1;
    if (this.#over !== undefined) void this.#soon.then(() => limit.end(this.#over));
    else if (limit.at < this.#setFor) this.#set(limit.at);
  }

  lift(limit: Limit): void {
    if (limit.place < 0) return;
    const last = this.#limits.pop();
    if (last !== undefined && last !== limit) {
      last.place = limit.place;
      this.#limits[limit.place] = last;
    }
    limit.place = -1;
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
    this.#turns = this.#limits.length > 0 ? 0 : this.#turns - 1;
    if (this.#turns > 0) void this.#soon.then(this.#turn);
    else if (this.#limits.length === 0) this.#clear();
  };

  /** Ends everything that waits, and whatever begins to wait after this: the body of an answer that came before. */
  end(reason: unknown): void {
    this.#over = reason;
    for (const limit of this.#limits.slice()) {
      this.lift(limit);
      limit.end(reason);
    }
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
    for (const limit of this.#limits.slice()) {
      if (limit.at > now) next = Math.min(next, limit.at);
      else if (limit.place >= 0) {
        this.lift(limit);
        limit.end();
      }
    }
    if (next < this.#setFor) this.#set(next);
  }
}
