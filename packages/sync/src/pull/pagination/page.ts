import type { Json } from "../../connector/json.ts";
import type { Pagination } from "../../connector/pagination.ts";
import { end, more } from "./pager.ts";
import type { Pager } from "./pager.ts";
import { count, ended, readAnswer } from "./signal.ts";

/** Numbered pages. */
export function pagePager(style: Extract<Pagination, { style: "page" }>): Pager {
  const numberOf = (next: Json): number => count(next) ?? style.first;
  const past = (next: Json): number => numberOf(next) + 1;
  return {
    first: style.first,
    expires: false,
    shifts: "again",
    past,
    ask: (next) => ({ parameters: { [style.page]: numberOf(next) } }),
    after: (now, answer) => {
      const number = numberOf(now);
      const named = style.nextPage === undefined ? undefined : count(readAnswer(answer, style.nextPage));
      const next = style.nextPage === undefined ? undefined : named !== undefined && named !== 0;
      if (ended(style, answer, { next, pages: number - style.first + 1 })) return end;
      // A vendor that repeats the number it was asked for would be asked for it for ever.
      return more(named === undefined || named <= number ? past(number) : named);
    },
  };
}
