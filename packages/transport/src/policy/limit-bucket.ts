import type { Departure } from "./departure.ts";
import type { Learning, Refusal, Traffic } from "./learning.ts";
import type { LimitWindow } from "./limit-window.ts";
import { RuleLog } from "./rule-log.ts";
import type { ThrottleOptions } from "./throttle-options.ts";

/** Timers ring late by up to this much; it is made up for. */
const lateMs = 20;
/** A day: the longest pause that a vendor is taken at its word for. */
const longestPauseMs = 86_400_000;
/** Where nothing is learned, the pause after a refusal that names none. */
const barePauseMs = 1000;

/**
 * Everything known about one bucket of a vendor's limits, and from it how long the next request has to wait: configured rules, the vendor's pauses, and
 * what is learned besides. No effects: time comes in as monotonic milliseconds with every question.
 */
export class LimitBucket implements Traffic {
  underWay = 0;
  pending = 0;
  readonly #options: ThrottleOptions;
  readonly #rules: RuleLog;
  readonly #learning: Learning | undefined;
  /** Departures. */
  #count = 0;
  #pausedUntil = -Infinity;
  #dueAt = -Infinity;

  constructor(options: ThrottleOptions, learning?: Learning) {
    this.#options = options;
    this.#rules = new RuleLog(options.limits);
    this.#learning = learning;
  }

  /** Milliseconds until something of this cost may leave; 0 for now, infinite when only an answer can tell. */
  delay(now: number, cost = 1): number {
    const wait = Math.max(this.blocked(now, cost), this.#dueAt - now, this.#rules.delay(now, cost));
    if (wait > 0) return wait;
    if (this.underWay >= (this.#options.concurrency || Infinity)) return Infinity;
    return this.#learning?.crowded(now, this) ?? 0;
  }

  /** Milliseconds for which nothing can leave, whoever asks: the vendor's pause, or a spent window. */
  blocked(now: number, cost = 1): number {
    return Math.max(0, this.#pausedUntil - now, this.#learning?.spent(now, cost, this) ?? 0);
  }

  /** Whether the vendor has refused and asked for the pause that is on now. */
  isPaused(now: number): boolean {
    return this.#pausedUntil > now;
  }

  sent(now: number, cost = 1): Departure {
    this.underWay += 1;
    this.pending += cost;
    const departure = { sent: (this.#count += 1), at: now, crowd: this.underWay, cost };
    this.#learning?.left(departure);
    const interval = this.#learning?.interval(now) ?? 0;
    if (interval > 0) this.#dueAt = (now - this.#dueAt < lateMs ? this.#dueAt : now) + interval;
    this.#rules.sent(now, cost);
    return departure;
  }

  /** The vendor answered, and said this of its limits. */
  answered(departure: Departure, windows: readonly LimitWindow[], now: number): void {
    this.returned(departure);
    this.#learning?.answered(departure, windows, now, this);
  }

  /** The request ended without an answer. */
  lost(departure: Departure): void {
    this.returned(departure);
    this.#learning?.lost(departure);
  }

  /** The request was not sent after all. */
  returned({ cost }: Departure): void {
    this.underWay -= 1;
    this.pending -= cost;
  }

  /** The vendor refused. Everything in this bucket waits for as long as it says, or for as long as is learned when it names no time. */
  refused(refusal: Refusal, now: number): void {
    this.returned(refusal.departure);
    const found = this.#learning ? (this.#learning.refused(refusal, now, this) ?? 0) : barePauseMs;
    this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.min(refusal.ms ?? found, longestPauseMs));
  }
}
