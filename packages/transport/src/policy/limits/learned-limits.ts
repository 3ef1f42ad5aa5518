import type { Departure } from "./departure.ts";
import type { LimitWindow } from "./limit-window.ts";
import { Pace } from "./pace.ts";
import type { ThrottleOptions } from "./throttle-options.ts";

/** What is on its way to the vendor. */
export interface Traffic {
  readonly underWay: number;
  /** What is under way costs. */
  readonly pending: number;
}

/** A request that the vendor refused, what it said of its limits, and the wait that it named, in milliseconds. */
export interface Refusal {
  readonly departure: Departure;
  readonly windows: readonly LimitWindow[];
  readonly ms: number | undefined;
}

/** What is known of one of the vendor's windows. Times are monotonic milliseconds. */
interface Told {
  /** As the vendor counted it; requests under way may or may not be in it and are subtracted when asked. */
  remaining: number;
  resetAt: number;
  readonly limit: number | undefined;
  /** The longest time to a reset that was seen: the window's length, as far as it is known. */
  readonly lengthMs: number;
  /** The last departure when this was learned. */
  asOf: number;
}

/** Two resets that differ by less belong to one window: vendors count in whole seconds. */
const sameWindowMs = 1000;
/** After a reset the waiting calls leave over this share of the window, so that clients that waited together do not arrive together. */
const spreadShare = 0.1;
/** A pace slower than this is none: a long refusal that few requests came before tells how long it lasted, and nothing of a rate. */
const slowestMs = 60_000;
/** Spacing after a reset of a window whose limit is unknown. */
const blindSpacingMs = 10;

/** The windows that a vendor tells, and where it tells none the pace that its refusals show. No effects; times are monotonic milliseconds. */
export class LearnedLimits {
  readonly #told = new Map<string, Told>();
  /** Windows that have ended and whose limit nobody named. The next one ends a window's length later, whatever its answers' travel and rounding add. */
  readonly #ended = new Map<string, Told>();
  readonly #probeMs: number;
  #pace: Pace;
  #lastSent = 0;
  #spacingMs = 0;
  /** The vendor's own limit of requests at the same time. */
  #atOnce = Infinity;
  /** Until when the first answer is waited for; later ones are, however long they take. */
  #patientUntil: number | undefined;

  constructor({ probe, probeMs }: ThrottleOptions) {
    this.#probeMs = probeMs;
    this.#pace = new Pace(probe);
  }

  /** Milliseconds until the vendor's windows leave this cost beside what is under way. */
  spent(now: number, cost: number, { underWay, pending }: Traffic): number {
    let wait = 0;
    if (this.#told.size === 0) return wait;
    this.#renew(now, underWay);
    for (const { remaining, resetAt, limit = cost } of this.#told.values())
      if (remaining - pending < Math.min(cost, limit)) wait = Math.max(wait, resetAt - now);
    return wait;
  }

  /** Milliseconds until one more may be under way; infinite when only an answer can tell. */
  crowded(now: number, { underWay }: Traffic): number {
    if (underWay >= this.#atOnce) return Infinity;
    if (underWay < Math.max(1, this.#pace.atOnce(now))) return 0;
    // Who asks a vendor that does not answer at all learns nothing by waiting for it.
    return Math.max(0, (this.#patientUntil ?? 0) - now);
  }

  /** Milliseconds from one departure to the next. */
  interval(now: number): number {
    return this.#told.size > 0 ? this.#spacingMs : this.#pace.interval(now);
  }

  left({ sent, at }: Departure): void {
    this.#lastSent = sent;
    this.#patientUntil ??= at + this.#probeMs;
  }

  answered(departure: Departure, windows: readonly LimitWindow[], now: number, traffic: Traffic): void {
    this.#pace.taken(departure, now);
    if (this.#pace.interval(now) > slowestMs) this.#pace = new Pace(1 + traffic.underWay);
    this.#heard(departure, windows, now, traffic);
    this.#charge(departure, windows);
  }

  /** The vendor may have counted it. */
  lost(departure: Departure): void {
    this.#charge(departure, []);
  }

  /** Gives the milliseconds for which nothing should leave, where it knows better than the vendor, who named `ms`. */
  refused({ departure, windows, ms }: Refusal, now: number, traffic: Traffic): number | undefined {
    this.#heard(departure, windows, now, traffic);
    const isPaced = ms === undefined || this.#told.size === 0;
    const found = isPaced ? this.#pace.refused(departure, this.#lastSent, now, ms) : 0;
    if ((ms ?? found ?? 0) > 0) this.#spacingMs = blindSpacingMs;
    return found;
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

  #heard(departure: Departure, windows: readonly LimitWindow[], now: number, { underWay }: Traffic): void {
    this.#patientUntil = Infinity;
    for (const window of windows)
      if (window.concurrent) this.#atOnce = window.limit ?? window.remaining + underWay;
      else this.#learn(window, departure, now);
  }

  /**
   * An answer to a request that left after the last thing learned is newer, whatever it says. One that overlaps may be older than what is known: it may
   * lower the rest, and raise it only by opening a later window.
   */
  #learn({ name, remaining, resetMs, limit }: LimitWindow, departure: Departure, now: number): void {
    const { sent, at } = departure;
    const known = this.#told.get(name);
    if (resetMs === undefined) return;
    if (known === undefined && isFleeting(resetMs, limit, now - at)) {
      this.#pace.told(remaining, resetMs, departure, now);
      return;
    }
    const { lengthMs, resetAt } = this.#span(name, resetMs, now);
    if (known === undefined || sent > known.asOf || resetAt > known.resetAt + sameWindowMs)
      this.#told.set(name, { remaining, resetAt, limit: limit ?? known?.limit, lengthMs, asOf: this.#lastSent });
    else known.remaining = Math.min(known.remaining, remaining);
  }

  /** How long a window lasts and when it ends, as far as is known. */
  #span(name: string, resetMs: number, now: number): Pick<Told, "lengthMs" | "resetAt"> {
    const [known, ended] = [this.#told.get(name), this.#ended.get(name)];
    const lengthMs = Math.max(resetMs, known?.lengthMs ?? 0, ended?.lengthMs ?? 0);
    return { lengthMs, resetAt: nearest(now + resetMs, known?.resetAt ?? (ended && ended.resetAt + lengthMs)) };
  }

  /** Windows of which an answer says nothing have counted it all the same. */
  #charge({ cost }: Departure, windows: readonly LimitWindow[]): void {
    for (const [name, told] of this.#told) if (!windows.some((window) => window.name === name)) told.remaining -= cost;
  }

  /** A window whose time has come is full again; how full, the next answer tells. */
  #renew(now: number, underWay: number): void {
    for (const [name, told] of this.#told) {
      if (now < told.resetAt) continue;
      const { limit, lengthMs } = told;
      if (limit === undefined || lengthMs === 0) {
        this.#told.delete(name);
        this.#ended.set(name, told);
        this.#pace = new Pace(1 + underWay);
        this.#spacingMs = blindSpacingMs;
      } else {
        Object.assign(told, { remaining: limit, resetAt: now + lengthMs, asOf: this.#lastSent });
        this.#spacingMs = (spreadShare * lengthMs) / limit;
      }
    }
  }
}

/** What may renew while the answer travels, within the second to which it is rounded, tells a rate at best; the rest is better told by refusals. */
function isFleeting(resetMs: number, limit: number | undefined, roundTripMs: number): boolean {
  return resetMs <= (limit === undefined ? Math.min(sameWindowMs, 2 * roundTripMs) : 0);
}

/** Vendors round up to seconds: of what they say of one window the earliest is nearest. */
function nearest(said: number, known = Infinity): number {
  return Math.abs(said - known) > sameWindowMs ? said : Math.min(said, known);
}
