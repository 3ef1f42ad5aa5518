import { follow } from "./follow.ts";
import type { Servers } from "./follow.ts";
import { byAddress, end } from "./pager.ts";
import type { Pager } from "./pager.ts";
import { parseLinks } from "./web-link.ts";

/** `Link: <address>; rel="next"` (RFC 8288). */
export function linkHeaderPager(servers: Servers): Pager {
  return {
    ...byAddress,
    after: (_, answer) => {
      const next = parseLinks(answer.header("link") ?? "").find((link) => link.relations.includes("next"));
      return next === undefined ? end : follow(next.target, answer.url, servers);
    },
  };
}
