import type { Pagination } from "../../connector/pagination.ts";
import { byToken, end, more } from "./pager.ts";
import type { Pager } from "./pager.ts";
import { ended, lost, token } from "./signal.ts";

/** A field of the page's last record goes into the next request. */
export function keysetPager(style: Extract<Pagination, { style: "keyset" }>): Pager {
  return {
    ...byToken(style.key),
    after: (now, answer) => {
      if (ended(style, answer, { next: undefined, pages: 0 })) return end;
      // An empty page that promises more: nothing newer is known, so the same key is asked again (and capped as a run of empty pages).
      if (answer.count === 0) return more(now);
      const key = token(answer.ofLast(style.keyField));
      return key === undefined ? lost(`the last record has no ${style.keyField}`) : more(key);
    },
  };
}
