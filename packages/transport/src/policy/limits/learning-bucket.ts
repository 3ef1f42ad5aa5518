import type { Clock } from "../../clock.ts";
import type { Departure } from "./departure.ts";
import { LearnedLimits } from "./learned-limits.ts";
import type { Refusal } from "./learned-limits.ts";
import { LimitBucket, mayRefuse } from "./limit-bucket.ts";
import { LimitReader } from "./limit-reader.ts";
import { spentFor } from "./limit-window.ts";
import type { LimitWindow } from "./limit-window.ts";
import { retryAfter } from "../retry-after.ts";
import type { ThrottleOptions } from "./throttle-options.ts";

/** Timers ring late by up to this much; it is made up for. */
const lateMs = 20;

/** A bucket that also keeps limits that nobody configured: those that the vendor tells, and those that its refusals show. */
export class LearningBucket extends LimitBucket {
  readonly #reader = new LimitReader();
  readonly #learned: LearnedLimits;
  /** When the next may leave at the pace that was learned. */
  #dueAt = -Infinity;

  constructor(options: ThrottleOptions) {
    super(options);
    this.#learned = new LearnedLimits(options);
  }

  override delay(now: number, cost = 1): number {
    const wait = Math.max(super.delay(now, cost), this.#dueAt - now);
    return wait > 0 ? wait : this.#learned.crowded(now, this);
  }

  override blocked(now: number, cost = 1): number {
    return Math.max(super.blocked(now), this.#learned.spent(now, cost, this));
  }

  override sent(now: number, cost = 1): Departure {
    const departure = super.sent(now, cost);
    this.#learned.left(departure);
    const interval = this.#learned.interval(now);
    if (interval > 0) this.#dueAt = (now - this.#dueAt < lateMs ? this.#dueAt : now) + interval;
    return departure;
  }

  override answered(departure: Departure, { status, headers }: Response, clock: Clock): boolean {
    const now = clock.monotonic();
    const suspect = mayRefuse(status);
    const windows = this.#reader.read(headers, clock, suspect);
    // Retry-After overrules the limit headers beside it, as the RateLimit draft demands.
    const after = suspect ? retryAfter(headers, clock.now()) : undefined;
    const ms = after ?? (suspect ? spentFor(windows) : undefined);
    const refused = status === 429 || ms !== undefined;
    if (refused) this.refused({ departure, windows: after === undefined ? windows : [], ms }, now);
    else this.told(departure, windows, now);
    return refused;
  }

  override lost(departure: Departure): void {
    super.lost(departure);
    this.#learned.lost(departure);
  }

  override windows(now: number): readonly LimitWindow[] {
    return this.#learned.windows(now);
  }

  /** The vendor answered, and said this of its limits. */
  told(departure: Departure, windows: readonly LimitWindow[], now: number): void {
    this.returned(departure);
    this.#learned.answered(departure, windows, now, this);
  }

  /** The vendor refused. Everything in this bucket waits for as long as it says, or for as long as is learned when it names no time. */
  refused(refusal: Refusal, now: number): void {
    this.returned(refusal.departure);
    const found = this.#learned.refused(refusal, now, this) ?? 0;
    this.pause(now, refusal.ms ?? found);
  }
}
