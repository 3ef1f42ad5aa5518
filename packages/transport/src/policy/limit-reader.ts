import { dialectOf } from "./rate-limit.ts";
import type { Dialect, LimitWindow } from "./rate-limit.ts";

/** So many first answers, and later one in `every`, are asked for every dialect while the vendor has spoken none. */
const first = 4;
const every = 16;
const nothing: readonly LimitWindow[] = Object.freeze([]);

/** Reads the limits that one vendor tells, and remembers how: reading a header costs more than everything else a gate does. */
export class LimitReader {
  #dialect: Dialect | undefined;
  #answers = 0;

  /** @param now epoch milliseconds @param refused the answer is a refusal: it is worth looking for its reason */
  read(headers: Headers, now: number, refused: boolean): readonly LimitWindow[] {
    const windows = this.#dialect?.(headers, now);
    this.#answers += 1;
    if (windows || !(refused || this.#answers <= first || this.#answers % every === 0)) return windows ?? nothing;
    this.#dialect = dialectOf(headers, now) ?? this.#dialect;
    return this.#dialect?.(headers, now) ?? nothing;
  }
}
