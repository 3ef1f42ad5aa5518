import type { Clock } from "../../clock.ts";
import { dialectOf } from "./rate-limit.ts";
import type { LimitWindow } from "./limit-window.ts";
import type { Dialect } from "./rate-limit.ts";

/** So many first answers, and later one in `every`, are asked for every dialect while the vendor has spoken none. */
const first = 4;
const every = 16;
const nothing: readonly LimitWindow[] = Object.freeze([]);

/** Reads the limits that one vendor tells, and remembers how: reading a header costs more than everything else a gate does. */
export class LimitReader {
  #dialect: Dialect | undefined;
  #answers = 0;

  /** @param clock asked for the wall clock only when there is something to read @param refused the answer is a refusal: it is worth looking for its reason */
  read(headers: Headers, clock: Clock, refused: boolean): readonly LimitWindow[] {
    const looks = refused || this.#answers < first || this.#answers % every === 0;
    this.#answers += 1;
    if (this.#dialect === undefined && !looks) return nothing;
    const now = clock.now();
    const windows = this.#dialect?.(headers, now);
    if (windows || !looks) return windows ?? nothing;
    this.#dialect = dialectOf(headers, now) ?? this.#dialect;
    return this.#dialect?.(headers, now) ?? nothing;
  }
}
