import type { Pagination } from "../../connector/pagination.ts";
import { byToken, end, more } from "./pager.ts";
import type { Pager } from "./pager.ts";
import { ended, lost, readAnswer, token } from "./signal.ts";

/** An opaque token from the answer goes into the next request. */
export function cursorPager(style: Extract<Pagination, { style: "cursor" }>): Pager {
  return {
    ...byToken(style.cursor),
    after: (_, answer) => {
      const next = token(readAnswer(answer, style.nextCursor));
      if (ended(style, answer, { next: next !== undefined, pages: 0 })) return end;
      return next === undefined ? lost(`${style.nextCursor} holds no cursor`) : more(next);
    },
  };
}
