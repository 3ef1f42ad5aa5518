import type { Clock } from "../clock.ts";
import type { Departure } from "./departure.ts";
import type { LimitWindow } from "./limit-window.ts";

/** What is on its way to the vendor. */
export interface Traffic {
  readonly underWay: number;
  /** What is under way costs. */
  readonly pending: number;
}

/** What one bucket finds out about limits that nobody configured. No effects; times are monotonic milliseconds. */
export interface Learning {
  /** What an answer's headers say. `refused`: it is worth looking for the reason. */
  read(headers: Headers, clock: Clock, refused: boolean): readonly LimitWindow[];
  /** Milliseconds until the vendor's windows leave this cost beside what is under way. */
  spent(now: number, cost: number, traffic: Traffic): number;
  /** Milliseconds until one more may be under way; infinite when only an answer can tell. */
  crowded(now: number, traffic: Traffic): number;
  /** Milliseconds from one departure to the next. */
  interval(now: number): number;
  left(departure: Departure): void;
  answered(departure: Departure, windows: readonly LimitWindow[], now: number, traffic: Traffic): void;
  lost(departure: Departure): void;
  /** Gives the milliseconds for which nothing should leave, where it knows better than the vendor, who named `ms`. */
  refused(refusal: Refusal, now: number, traffic: Traffic): number | undefined;
  /** What the vendor's windows leave, for reports. */
  windows(now: number): readonly LimitWindow[];
}

/** A request that the vendor refused, what it said of its limits, and the wait that it named, in milliseconds. */
export interface Refusal {
  readonly departure: Departure;
  readonly windows: readonly LimitWindow[];
  readonly ms: number | undefined;
}
