import type { Json } from "../../connector/json.ts";
import type { Pagination } from "../../connector/pagination.ts";
import { end, more } from "./pager.ts";
import type { Pager } from "./pager.ts";
import { count, ended, readAnswer } from "./signal.ts";

/** A number of records to skip. It grows by what arrived, not by what was asked for: a vendor that caps its pages loses nothing. */
export function offsetPager(style: Extract<Pagination, { style: "offset" }>): Pager {
  return {
    first: 0,
    expires: false,
    shifts: "overlap",
    past,
    ask: (next, back = 0) => ({ parameters: { [style.offset]: skipOf(next) - back } }),
    after: (now, answer) => {
      const named = style.nextOffset === undefined ? undefined : count(readAnswer(answer, style.nextOffset));
      const next = style.nextOffset === undefined ? undefined : named !== undefined;
      if (ended(style, answer, { next, pages: 0 })) return end;
      return more(named ?? past(now, (answer.moved ?? 0) + answer.count));
    },
  };
}

function past(next: Json, items: number): number {
  return skipOf(next) + items;
}

function skipOf(next: Json): number {
  return count(next) ?? 0;
}
