import type { Departure } from "./departure.ts";
import { Pace } from "./pace.ts";
import type { LimitWindow } from "./rate-limit.ts";
import { RuleLog } from "./rule-log.ts";
import type { ThrottleOptions } from "./throttle-options.ts";

/** What is known of one of the vendor's windows. Times are monotonic milliseconds. */
interface Told {
  /** As the vendor counted it; requests under way may or may not be in it and are subtracted when asked. */
  remaining: number;
  resetAt: number;
  readonly limit: number | undefined;
  /** The longest time to a reset that was seen: the window's length, as far as it is known. */
  readonly lengthMs: number;
  /** When this was learned, on the bucket's own count of departures and lessons. */
  asOf: number;
}

/** Two resets that differ by less belong to one window: vendors count in whole seconds. */
const sameWindowMs = 1000;
/** After a reset the waiting calls leave over this share of the window, so that clients that waited together do not arrive together. */
const spreadShare = 0.1;
/** Spacing after a reset of a window whose limit is unknown. */
const blindSpacingMs = 10;
/** Timers ring late by up to this much; it is made up for. */
const lateMs = 20;
/** A day: the longest pause that a vendor is taken at its word for. */
const longestPauseMs = 86_400_000;

/**
 * Everything known about one bucket of a vendor's limits, and from it how long the next request has to wait: configured rules, windows that the vendor
 * tells, and where it tells none the pace that its refusals show. No effects: time comes in as monotonic milliseconds with every question.
 */
export class LimitBucket {
  readonly #options: ThrottleOptions;
  readonly #rules: RuleLog;
  readonly #told = new Map<string, Told>();
  #pace: Pace;
  /** Departures, and lessons. */
  #count = 0;
  #underWay = 0;
  /** What is under way costs. */
  #pending = 0;
  #pausedUntil = -Infinity;
  #dueAt = -Infinity;
  #spacingMs = 0;
  /** The vendor's own limit of requests at the same time. */
  #atOnce = Infinity;
  /** Until when the first answer is waited for; later ones are, however long they take. */
  #patientUntil: number | undefined;

  constructor(options: ThrottleOptions) {
    this.#options = options;
    this.#rules = new RuleLog(options.limits);
    this.#pace = new Pace(options.probe);
  }

  /** Milliseconds until something of this cost may leave; 0 for now, infinite when only an answer can tell. */
  delay(now: number, cost = 1): number {
    const wait = Math.max(this.blocked(now, cost), this.#dueAt - now, this.#rules.delay(now, cost));
    return wait > 0 ? wait : this.#crowded(now);
  }

  /** Milliseconds for which nothing can leave, whoever asks: the vendor's pause, or a spent window. */
  blocked(now: number, cost = 1): number {
    let wait = Math.max(0, this.#pausedUntil - now);
    if (this.#told.size === 0) return wait;
    this.#renew(now);
    for (const { remaining, resetAt, limit = cost } of this.#told.values())
      if (remaining - this.#pending < Math.min(cost, limit)) wait = Math.max(wait, resetAt - now);
    return wait;
  }

  /** Whether the vendor has refused and asked for the pause that is on now. */
  isPaused(now: number): boolean {
    return this.#pausedUntil > now;
  }

  /** What the vendor's windows leave, for reports. */
  windows(now: number): readonly LimitWindow[] {
    return [...this.#told].map(([name, { remaining, resetAt, limit }]) => ({
      name,
      remaining,
      limit,
      resetMs: Math.max(0, resetAt - now),
    }));
  }

  sent(now: number, cost = 1): Departure {
    this.#underWay += 1;
    this.#pending += cost;
    this.#patientUntil ??= now + this.#options.probeMs;
    const interval = this.#told.size > 0 ? this.#spacingMs : this.#pace.interval(now);
    if (interval > 0) this.#dueAt = (now - this.#dueAt < lateMs ? this.#dueAt : now) + interval;
    this.#rules.sent(now, cost);
    return { sent: (this.#count += 1), at: now, crowd: this.#underWay, cost };
  }

  /** The vendor answered, and said this of its limits. */
  answered(departure: Departure, windows: readonly LimitWindow[], now: number): void {
    this.#arrived(departure, windows, now);
    this.#pace.taken(departure, now);
    this.#charge(departure, windows);
  }

  /** The request ended without an answer; the vendor may have counted it. */
  lost(departure: Departure): void {
    this.returned(departure);
    this.#charge(departure, []);
  }

  /** The request was not sent after all. */
  returned({ cost }: Departure): void {
    this.#underWay -= 1;
    this.#pending -= cost;
  }

  /** The vendor refused. Everything in this bucket waits for `ms`, or for as long as the pace says when the vendor names no time. */
  refused(departure: Departure, windows: readonly LimitWindow[], now: number, ms: number | undefined): void {
    this.#arrived(departure, windows, now);
    const isPaced = ms === undefined || this.#told.size === 0;
    const found = isPaced ? this.#pace.refused(departure, this.#count, now, ms) : 0;
    const pause = Math.min(ms ?? found ?? 0, longestPauseMs);
    if (pause > 0) this.#spacingMs = blindSpacingMs;
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pause);
  }

  #arrived(departure: Departure, windows: readonly LimitWindow[], now: number): void {
    this.returned(departure);
    this.#patientUntil = Infinity;
    for (const window of windows)
      if (window.concurrent) this.#atOnce = window.limit ?? window.remaining + this.#underWay;
      else this.#learn(window, departure, now);
  }

  /**
   * An answer to a request that left after the last thing learned is newer, whatever it says. One that overlaps may be older than what is known: it may
   * lower the rest, and raise it only by opening a later window.
   */
  #learn({ name, remaining, resetMs, limit }: LimitWindow, { sent, at }: Departure, now: number): void {
    const known = this.#told.get(name);
    if (resetMs === undefined || (known === undefined && isFleeting(resetMs, limit, now - at))) return;
    const lengthMs = Math.max(resetMs, known?.lengthMs ?? 0);
    const resetAt = nearest(now + resetMs, known?.resetAt);
    if (known === undefined || sent > known.asOf || resetAt > known.resetAt + sameWindowMs)
      this.#told.set(name, { remaining, resetAt, limit: limit ?? known?.limit, lengthMs, asOf: (this.#count += 1) });
    else known.remaining = Math.min(known.remaining, remaining);
  }

  /** Windows of which an answer says nothing have counted it all the same. */
  #charge({ cost }: Departure, windows: readonly LimitWindow[]): void {
    for (const [name, told] of this.#told) if (!windows.some((window) => window.name === name)) told.remaining -= cost;
  }

  /** A window whose time has come is full again; how full, the next answer tells. */
  #renew(now: number): void {
    for (const [name, told] of this.#told) {
      if (now < told.resetAt) continue;
      const { limit, lengthMs } = told;
      if (limit === undefined || lengthMs === 0) {
        this.#told.delete(name);
        this.#pace = new Pace(1 + this.#underWay);
        this.#spacingMs = blindSpacingMs;
      } else {
        Object.assign(told, { remaining: limit, resetAt: now + lengthMs, asOf: (this.#count += 1) });
        this.#spacingMs = (spreadShare * lengthMs) / limit;
      }
    }
  }

  #crowded(now: number): number {
    if (this.#underWay >= Math.min(this.#options.concurrency || Infinity, this.#atOnce)) return Infinity;
    if (this.#underWay < Math.max(1, this.#pace.atOnce(now))) return 0;
    // Who asks a vendor that does not answer at all learns nothing by waiting for it.
    return Math.max(0, (this.#patientUntil ?? 0) - now);
  }
}

/** What may renew while the answer travels, within the second to which it is rounded, is better told by refusals. */
function isFleeting(resetMs: number, limit: number | undefined, roundTripMs: number): boolean {
  return resetMs <= (limit === undefined ? Math.min(sameWindowMs, 2 * roundTripMs) : 0);
}

/** Vendors round up to seconds: of what they say of one window the earliest is nearest. */
function nearest(said: number, known = Infinity): number {
  return Math.abs(said - known) > sameWindowMs ? said : Math.min(said, known);
}
