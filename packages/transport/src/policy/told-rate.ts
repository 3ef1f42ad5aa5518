/** Where more than this share of the limit was left all the while, the window is shorter than it is told to be. */
const unused = 0.5;

/**
 * The rate of a window that renews while its answers travel: its limit, which is the most that was ever left, in the whole seconds that it is told to
 * last. Where twice as many pass at that rate, so that one whole window is among them, and much is left all the while, the window is as much shorter.
 */
export class ToldRate {
  /** Requests a millisecond; 0 until something is told. */
  perMs = 0;
  #most = 0;
  #least = Infinity;
  #lengthMs = 0;
  #since = 0;

  /**
   * Hears what was left before a request, and for how long, both as told.
   * @returns whether the rate has risen
   */
  heard(left: number, ms: number, roundTripMs: number, now: number): boolean {
    const before = this.perMs;
    this.#lengthMs = Math.max(this.#lengthMs, ms);
    this.#least = Math.min(this.#least, left);
    if (this.#lengthMs === 0) return false;
    if (left > this.#most) {
      this.#most = left;
      this.#raise(left / this.#lengthMs, now);
    } else if (now - this.#since > 2 * this.#lengthMs + roundTripMs) {
      const shorter = this.#least > unused * this.#most ? this.#most / (this.#most - this.#least + 1) : 1;
      this.#raise(before * shorter, now);
    }
    return this.perMs > before;
  }

  #raise(perMs: number, now: number): void {
    this.perMs = Math.max(this.perMs, perMs);
    this.#least = Infinity;
    this.#since = now;
  }
}
