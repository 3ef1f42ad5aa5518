import type { Connector, Json } from "@waybill/sync/connector";
import { asText, read } from "../document/pointer.ts";
import type { Target } from "./call.ts";

/** What a request for a path is for, by its body. */
export type Queried = (target: Target | undefined, body: Json | undefined) => Target | undefined;

/**
 * GraphQL has one path for all its lists: which one is meant, the query says, and for one query of several lists the variables that never change.
 * Queries are compared by their text. Nothing here could answer one that no list has.
 */
export function queried({ streams }: Connector): Queried {
  const lists = Object.values(streams).flatMap(({ name, list, pagination }) =>
    pagination.style === "graphql"
      ? [{ name, at: `${list.method} ${list.path}`, query: spaced(pagination.query), given: list.parameters ?? {} }]
      : [],
  );
  return (target, body) => {
    const found = target?.kind === "list" ? lists.find(({ name }) => name === target.stream) : undefined;
    if (found === undefined) return target;
    const query = spaced(asText(read(body, "/query")));
    const alike = lists.filter((each) => each.at === found.at && each.query === query);
    const stream = alike.find(({ given }) => carries(body, given)) ?? alike[0];
    return stream === undefined ? { kind: "unknown-query" } : { kind: "list", stream: stream.name };
  };
}

/** Spaces, line ends and commas mean nothing in a query (GraphQL, October 2021, section 2.1.7). */
const spaced = (query: string): string => query.replaceAll(/[\s,]+/g, " ").trim();

const carries = (body: Json | undefined, given: Readonly<Record<string, Json>>): boolean =>
  Object.entries(given).every(([ref, value]) => asText(read(body, ref)) === asText(value));
