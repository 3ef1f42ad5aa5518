import type { Clock } from "../../clock.ts";
import type { Departure } from "./departure.ts";
import type { LimitWindow } from "./limit-window.ts";
import { retryAfter } from "../retry-after.ts";
import { RuleLog } from "./rule-log.ts";
import type { ThrottleOptions } from "./throttle-options.ts";

/** A day: the longest pause that a vendor is taken at its word for. */
const longestPauseMs = 86_400_000;
/** The pause after a refusal that names none. */
const barePauseMs = 1000;

/**
 * One bucket of a vendor's limits, and how long the next request has to wait: for configured rules, and for the pauses that refusals name. No effects:
 * time comes in as monotonic milliseconds with every question.
 */
export class LimitBucket {
  underWay = 0;
  /** What is under way costs. */
  pending = 0;
  readonly #options: ThrottleOptions;
  readonly #rules: RuleLog;
  /** Departures. */
  #count = 0;
  #pausedUntil = -Infinity;

  constructor(options: ThrottleOptions) {
    this.#options = options;
    this.#rules = new RuleLog(options.limits);
  }

  /** Milliseconds until something of this cost may leave; 0 for now, infinite when only an answer can tell. */
  delay(now: number, cost = 1): number {
    const wait = Math.max(this.blocked(now, cost), this.#rules.delay(now, cost));
    return wait > 0 || this.underWay < (this.#options.concurrency || Infinity) ? wait : Infinity;
  }

  /** Milliseconds for which nothing of this cost can leave, whoever asks. */
  blocked(now: number, _cost = 1): number {
    return Math.max(0, this.#pausedUntil - now);
  }

  /** Whether the vendor has refused and asked for the pause that is on now. */
  isPaused(now: number): boolean {
    return this.#pausedUntil > now;
  }

  sent(now: number, cost = 1): Departure {
    this.underWay += 1;
    this.pending += cost;
    this.#rules.sent(now, cost);
    return { sent: (this.#count += 1), at: now, crowd: this.underWay, cost };
  }

  /** The vendor answered. A refusal pauses everything in this bucket for as long as it says, and gives true. */
  answered(departure: Departure, { status, headers }: Response, clock: Clock): boolean {
    this.returned(departure);
    const ms = mayRefuse(status) ? retryAfter(headers, clock.now()) : undefined;
    if (status !== 429 && ms === undefined) return false;
    this.pause(clock.monotonic(), ms ?? barePauseMs);
    return true;
  }

  /** The request ended without an answer. */
  lost(departure: Departure): void {
    this.returned(departure);
  }

  /** The request was not sent after all. */
  returned({ cost }: Departure): void {
    this.underWay -= 1;
    this.pending -= cost;
  }

  /** What is known of the vendor's own windows, where anything is learned. */
  windows(_now: number): readonly LimitWindow[] | undefined {
    return undefined;
  }

  protected pause(now: number, ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.min(ms, longestPauseMs));
  }
}

/** Answers among which are refusals for a spent limit. */
export function mayRefuse(status: number): boolean {
  return status === 403 || status === 429 || status === 503;
}
