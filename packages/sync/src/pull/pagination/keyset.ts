import type { Pagination } from "../../connector/pagination.ts";
import { readPointer } from "../../connector/pointer.ts";
import { end, more } from "./pager.ts";
import type { Pager } from "./pager.ts";
import { ended, lost, token } from "./signal.ts";

/** A field of the page's last record goes into the next request. */
export function keysetPager(style: Extract<Pagination, { style: "keyset" }>): Pager {
  return {
    first: null,
    expires: true,
    ask: (next) => ({ parameters: next === null ? {} : { [style.key]: next } }),
    after: (now, answer) => {
      if (ended(style, answer, { next: undefined, pages: 0 })) return end;
      const last = answer.items.at(-1);
      // An empty page that promises more: nothing newer is known, so the same key is asked again (and capped as a run of empty pages).
      if (last === undefined) return more(now);
      const key = token(readPointer(last, style.keyField));
      return key === undefined ? lost(`the last record has no ${style.keyField}`) : more(key);
    },
  };
}
