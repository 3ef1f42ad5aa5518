import type { Pagination } from "../../connector/pagination.ts";
import type { Pointer } from "../../connector/refs.ts";
import { end, more } from "./pager.ts";
import type { Pager } from "./pager.ts";
import { flag, lost, token } from "./signal.ts";

/** A GraphQL connection: `pageInfo { hasNextPage endCursor }` (GraphQL Cursor Connections Specification). */
export function graphqlPager(style: Extract<Pagination, { style: "graphql" }>): Pager {
  const hasNextPage: Pointer = `${style.connection}/pageInfo/hasNextPage`;
  const endCursor: Pointer = `${style.connection}/pageInfo/endCursor`;
  return {
    first: null,
    expires: true,
    ask: (next) => ({ parameters: { "/query": style.query, [`/variables/${style.after}`]: next } }),
    after: (_, answer) => {
      const hasNext = flag(answer.member(hasNextPage));
      if (hasNext === false) return end;
      if (hasNext === undefined) return lost(`${hasNextPage} is no flag`);
      const next = token(answer.member(endCursor));
      return next === undefined ? lost(`${endCursor} holds no cursor`) : more(next);
    },
  };
}
