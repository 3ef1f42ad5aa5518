import type { LimitRule } from "./throttle-options.ts";

/** Remembers what has left, as far back as the configured limits look. Times are monotonic milliseconds. */
export class RuleLog {
  readonly #rules: readonly LimitRule[];
  /** When each left, and the sum of all costs before it. Oldest first. */
  readonly #log: { readonly at: number; readonly before: number }[] = [];
  #total = 0;

  constructor(rules: readonly LimitRule[]) {
    this.#rules = rules;
  }

  sent(now: number, cost: number): void {
    if (this.#rules.length === 0) return;
    this.#log.push({ at: now, before: this.#total });
    this.#total += cost;
  }

  /** Milliseconds until no rule is broken by something of this cost. What costs more than a whole limit goes when the limit is unused. */
  delay(now: number, cost: number): number {
    if (this.#rules.length === 0) return 0;
    const longest = Math.max(...this.#rules.map(({ perMs }) => perMs));
    while (this.#log[0] && this.#log[0].at + longest <= now) this.#log.shift();
    return Math.max(...this.#rules.map((rule) => this.#ruled(rule, now, cost)));
  }

  /** The last departure with which too much would be in the window is the one that has to leave it first. */
  #ruled({ requests, perMs }: LimitRule, now: number, cost: number): number {
    const room = requests - Math.min(cost, requests);
    const last = this.#log.findLast(({ before }) => this.#total - before > room);
    return last ? Math.max(0, last.at + perMs - now) : 0;
  }
}
