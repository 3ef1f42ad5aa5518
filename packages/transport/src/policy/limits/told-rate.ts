import type { Departure } from "./departure.ts";

/** Where more than this share of the limit was left all the while, the window is shorter than it is told to be. */
const unusedShare = 0.5;
/** Where more than this share of the limit comes at once, the window has renewed; less may be answers that overtake one another. */
const renewedShare = 0.25;

/**
 * The rate of a window that renews while its answers travel: its limit, which is the most that was ever left, in the whole seconds that it is told to
 * last. Where twice as many pass at that rate, so that one whole window is among them, and much is left all the while, the window is as much shorter.
 *
 * A bucket tells when its next request comes, which is no window: by that its rate would be far too high. It gives itself away, for what is left falls on.
 */
export class ToldRate {
  /** Requests a millisecond; 0 until something is told. */
  perMs = 0;
  /** The vendor was seen to give what it tells, or more. */
  isProven = false;
  #most = 0;
  #least = Infinity;
  #lengthMs = 0;
  #since = 0;
  #last: { readonly left: number; readonly at: number } | undefined;

  /**
   * Hears what is left after a request, and for how long, both as told.
   * @returns whether the rate has risen
   */
  heard(left: number, ms: number, { at, cost }: Departure, now: number): boolean {
    const [before, unused] = [this.perMs, left + cost];
    this.#lengthMs = Math.max(this.#lengthMs, ms);
    this.#least = Math.min(this.#least, unused);
    if (this.#lengthMs === 0) return false;
    this.isProven ||= this.#renews(unused, at);
    this.#last = { left, at };
    if (unused > this.#most) {
      this.#most = unused;
      this.#raise(unused / this.#lengthMs, now);
    } else if (now - this.#since > 2 * this.#lengthMs + now - at) {
      const isShorter = this.#least > unusedShare * this.#most;
      this.isProven ||= isShorter;
      this.#raise(isShorter ? (before * this.#most) / (this.#most - this.#least + 1) : before, now);
    }
    return this.perMs > before;
  }

  /** Whether much has come at once, and faster than is told by more than the one that rounding makes. */
  #renews(unused: number, at: number): boolean {
    if (this.#last === undefined) return false;
    const [gained, ms] = [unused - this.#last.left, at - this.#last.at];
    return ms >= 0 && gained > Math.max(renewedShare * this.#most, this.perMs * ms + 1);
  }

  #raise(perMs: number, now: number): void {
    this.perMs = Math.max(this.perMs, perMs);
    this.#least = Infinity;
    this.#since = now;
  }
}
