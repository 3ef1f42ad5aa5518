import type { LimitWindow } from "./rate-limit.ts";
import type { ThrottleOptions } from "./throttle-options.ts";
import { WindowEstimate } from "./window-estimate.ts";
import type { EstimatedWindow } from "./window-estimate.ts";

/** What is known of one of the vendor's windows. Times are monotonic milliseconds. */
interface Known {
  /** As the vendor counted it; requests under way may or may not be in it and are subtracted when asked. */
  readonly remaining: number;
  readonly resetAt: number;
  readonly limit: number | undefined;
  /** The longest time to a reset that was seen: the window's length, as far as it is known. */
  readonly lengthMs: number;
  /** When this was learned, on the bucket's own count of sends and answers. */
  readonly asOf: number;
}

/** Where in the order of sends and answers a request left. */
export interface Departure {
  readonly sent: number;
  /** Monotonic milliseconds. */
  readonly at: number;
}

/** Two resets that differ by less belong to one window: vendors count in whole seconds. */
const sameWindowMs = 1000;
/** After a reset the waiting calls leave over this share of the window, so that clients that waited together do not arrive together. */
const spreadShare = 0.1;
/** Name of the window that refusals alone have shown. */
const observed = "observed";
/** Of an observed window, which may as well be a bucket that refills all the time, calls leave over almost the whole. */
const blindShare = 0.9;
/** What is tried beyond an observed limit with every window, in case it was higher than it looked. */
const growth = 1.25;
/** Spacing after a pause whose window is unknown. */
const blindSpacingMs = 10;

/**
 * Everything known about one bucket of a vendor's limits, and from it how long the next request has to wait. No effects: time comes in as monotonic
 * milliseconds with every question.
 */
export class LimitBucket {
  readonly #options: ThrottleOptions;
  readonly #estimate = new WindowEstimate();
  readonly #known = new Map<string, Known>();
  /** Departures within the longest configured window, oldest first. */
  readonly #departures: number[] = [];
  #count = 0;
  #underWay = 0;
  #pausedUntil = -Infinity;
  #refusals = 0;
  #lastRefusal = 0;
  #allowance: number;
  #probingSince: number | undefined;
  #spacingMs = 0;
  #lastSent = -Infinity;

  constructor(options: ThrottleOptions) {
    this.#options = options;
    this.#allowance = options.probe;
  }

  /** Milliseconds until one more request may leave; 0 for now, infinite when only an answer can tell. */
  delay(now: number): number {
    return Math.max(this.blocked(now), this.#spaced(now), this.#ruled(now), this.#crowded(now));
  }

  /** Milliseconds for which nothing can leave, whoever asks: the vendor's pause, or a spent window. */
  blocked(now: number): number {
    this.#renew(now);
    let wait = this.#pausedUntil - now;
    for (const { remaining, resetAt } of this.#known.values()) {
      if (remaining - this.#underWay <= 0) wait = Math.max(wait, resetAt - now);
    }
    return Math.max(0, wait);
  }

  /** Whether the vendor has refused and asked for the pause that is on now. */
  isPaused(now: number): boolean {
    return this.#pausedUntil > now;
  }

  /** What the vendor's windows leave, for reports. */
  windows(now: number): readonly LimitWindow[] {
    return [...this.#known].map(([name, { remaining, resetAt, limit }]) => ({
      name,
      remaining,
      limit,
      resetMs: Math.max(0, resetAt - now),
    }));
  }

  sent(now: number): Departure {
    this.#underWay += 1;
    this.#lastSent = now;
    this.#probingSince ??= now;
    if (this.#options.limits.length > 0) this.#departures.push(now);
    this.#estimate.sent(now);
    return { sent: (this.#count += 1), at: now };
  }

  /** The vendor answered, and said this of its limits. */
  answered(departure: Departure, windows: readonly LimitWindow[], now: number): void {
    this.#arrived(departure, windows, now);
    this.#refusals = 0;
    if (departure.sent <= this.#lastRefusal) this.#credit();
    else {
      this.#charge((name) => !windows.some((window) => window.name === name));
      if (windows.length === 0) this.#believe(this.#estimate.taken(departure.at));
    }
  }

  #arrived(departure: Departure, windows: readonly LimitWindow[], now: number): void {
    this.#underWay -= 1;
    this.#allowance += 1;
    for (const window of windows) this.#learn(window, departure, now);
  }

  /** The request ended without an answer; the vendor may have counted it. */
  lost(): void {
    this.#underWay -= 1;
    this.#charge(() => true);
  }

  /** The request was not sent after all. */
  returned(): void {
    this.#underWay -= 1;
  }

  /** The vendor refused. Everything in this bucket waits for `ms`, or for a time of our own that grows with every refusal that names none. */
  refused(departure: Departure, windows: readonly LimitWindow[], now: number, ms: number | undefined): void {
    // Requests that were under way together are refused together: that is one refusal.
    const isNew = departure.sent > this.#lastRefusal;
    this.#arrived(departure, windows, now);
    if (isNew) {
      this.#refusals += 1;
      this.#lastRefusal = this.#count;
      if (windows.length === 0) this.#believe(this.#estimate.refused(ms === undefined ? undefined : now + ms));
    }
    this.#allowance = this.#options.probe;
    const pause = ms ?? (isNew ? Math.min(30_000, 250 * 2 ** this.#refusals) : 0);
    if (pause > 0) this.#spacingMs = blindSpacingMs;
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pause);
  }

  /**
   * An answer to a request that left after the last thing learned is newer, whatever it says. One that overlaps may be older than what is known: it may
   * lower the rest, and raise it only by opening a later window.
   */
  #learn({ name, remaining, resetMs, limit }: LimitWindow, { sent }: Departure, now: number): void {
    if (resetMs === undefined) return;
    const known = this.#known.get(name);
    const resetAt = now + resetMs;
    const lengthMs = Math.max(resetMs, known?.lengthMs ?? 0);
    const newer = known === undefined || sent > known.asOf || resetAt > known.resetAt + sameWindowMs;
    if (newer)
      this.#known.set(name, { remaining, resetAt, limit: limit ?? known?.limit, lengthMs, asOf: (this.#count += 1) });
    else if (remaining < known.remaining) this.#known.set(name, { ...known, remaining });
  }

  /** Refusals have shown a window: it is kept like one that the vendor tells of, and a little more is tried each time. */
  #believe(window: EstimatedWindow | undefined): void {
    if (window === undefined) return;
    const { limit, lengthMs, from } = window;
    const asOf = (this.#count += 1);
    this.#known.set(observed, { remaining: limit, limit, lengthMs, resetAt: from + lengthMs, asOf });
    this.#spacingMs = (blindShare * lengthMs) / limit;
  }

  /** Taken before a refusal, told after it: it belongs to the window that the refusal has closed. */
  #credit(): void {
    const known = this.#known.get(observed);
    if (known?.limit === undefined) return;
    this.#estimate.late();
    this.#known.set(observed, { ...known, limit: known.limit + 1 });
  }

  #charge(applies: (name: string) => boolean): void {
    if (this.#known.size === 0) return;
    for (const [name, known] of this.#known)
      if (applies(name)) this.#known.set(name, { ...known, remaining: known.remaining - 1 });
  }

  /** A window whose time has come is full again; how full, the next answer tells. */
  #renew(now: number): void {
    for (const [name, known] of this.#known) {
      if (now < known.resetAt) continue;
      const { limit, lengthMs } = known;
      if (limit === undefined || lengthMs === 0) {
        this.#known.delete(name);
        this.#allowance = this.#options.probe + this.#underWay;
        this.#probingSince = undefined;
        this.#spacingMs = blindSpacingMs;
      } else {
        const more = name === observed ? limit * growth : limit;
        if (name === observed) this.#estimate.renewed(now);
        this.#known.set(name, {
          ...known,
          limit: more,
          remaining: Math.floor(more),
          resetAt: now + lengthMs,
          asOf: (this.#count += 1),
        });
        this.#spacingMs = ((name === observed ? blindShare : spreadShare) * lengthMs) / limit;
      }
    }
  }

  #spaced(now: number): number {
    return Math.max(0, this.#lastSent + this.#spacingMs - now);
  }

  #ruled(now: number): number {
    const { limits } = this.#options;
    if (limits.length === 0) return 0;
    const longest = Math.max(...limits.map(({ perMs }) => perMs));
    while ((this.#departures[0] ?? Infinity) + longest <= now) this.#departures.shift();
    const waits = limits.map(({ requests, perMs }) => (this.#departures.at(-requests) ?? -Infinity) + perMs - now);
    return Math.max(0, ...waits);
  }

  #crowded(now: number): number {
    const { concurrency, probeMs } = this.#options;
    if (concurrency !== false && this.#underWay >= concurrency) return Infinity;
    if (this.#underWay < this.#allowance || this.#probingSince === undefined) return 0;
    return Math.max(0, this.#probingSince + probeMs - now);
  }
}
