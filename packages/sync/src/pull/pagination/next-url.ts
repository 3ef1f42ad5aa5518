import type { Pagination } from "../../connector/pagination.ts";
import { follow } from "./follow.ts";
import type { Servers } from "./follow.ts";
import { byAddress, end } from "./pager.ts";
import type { Pager } from "./pager.ts";
import { ended, lost, readAnswer, token } from "./signal.ts";

/** A complete or relative address in the body (or in a header of the vendor's own). */
export function nextUrlPager(style: Extract<Pagination, { style: "next-url" }>, servers: Servers): Pager {
  return {
    ...byAddress,
    after: (_, answer) => {
      const next = token(readAnswer(answer, style.nextUrl));
      if (ended(style, answer, { next: next !== undefined, pages: 0 })) return end;
      return next === undefined ? lost(`${style.nextUrl} holds no address`) : follow(String(next), answer.url, servers);
    },
  };
}
