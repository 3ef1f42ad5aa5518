import type { Call } from "./call.ts";
import { Scope } from "./scope.ts";
import type { Limit } from "./watch.ts";

/** A branch of a call that ends when its time is up as well. */
export class TimedScope extends Scope implements Limit {
  readonly at: number;
  place = -1;
  readonly #call: Call;
  readonly #late: (call: Call) => unknown;

  /** @param at monotonic milliseconds @param late why it ends then; undefined when it does not end after all */
  constructor(parent: Scope, at: number, call: Call, late: (call: Call) => unknown) {
    super(parent);
    this.at = at;
    this.#call = call;
    this.#late = late;
  }

  override end(reason: unknown = this.#late(this.#call)): void {
    if (reason !== undefined) super.end(reason);
  }
}
