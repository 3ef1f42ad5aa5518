import type { Pagination } from "../../connector/pagination.ts";
import { cursorPager } from "./cursor.ts";
import type { Servers } from "./follow.ts";
import { graphqlPager } from "./graphql.ts";
import { keysetPager } from "./keyset.ts";
import { linkHeaderPager } from "./link-header.ts";
import { nextUrlPager } from "./next-url.ts";
import { single } from "./none.ts";
import { offsetPager } from "./offset.ts";
import { pagePager } from "./page.ts";
import type { Pager } from "./pager.ts";

/** The pager of a declared style. */
export function pagerFor(pagination: Pagination, servers: Servers): Pager {
  switch (pagination.style) {
    case "none":
      return single;
    case "cursor":
      return cursorPager(pagination);
    case "page":
      return pagePager(pagination);
    case "offset":
      return offsetPager(pagination);
    case "keyset":
      return keysetPager(pagination);
    case "link-header":
      return linkHeaderPager(servers);
    case "next-url":
      return nextUrlPager(pagination, servers);
    case "graphql":
      return graphqlPager(pagination);
    default:
      return pagination satisfies never;
  }
}
