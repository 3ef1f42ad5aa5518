import { Scope } from "./scope.ts";
import type { Limit } from "./watch.ts";

/** A branch of a call that ends when its time is up as well. */
export class TimedScope<T> extends Scope implements Limit {
  at: number;
  place = -1;
  readonly #of: T;
  readonly #late: (of: T) => unknown;

  /** @param at monotonic milliseconds @param late why it ends then */
  constructor(parent: Scope | undefined, at: number, of: T, late: (of: T) => unknown) {
    super(parent);
    this.at = at;
    this.#of = of;
    this.#late = late;
  }

  override end(reason: unknown = this.#late(this.#of)): void {
    super.end(reason);
  }
}
