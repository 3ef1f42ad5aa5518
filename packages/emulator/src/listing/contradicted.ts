import type { Pagination, ResponseRef } from "@waybill/sync/connector";
import type { Signal } from "./listing.ts";
import type { Manners } from "./manners.ts";

/** The signals of a page with a flag that disagrees with the position beside it. Lists that have no flag, or nothing beside it, are left alone. */
export function contradicted(
  signals: readonly Signal[],
  pagination: Pagination,
  contradiction: Manners["contradiction"],
): readonly Signal[] {
  const flag = flagOf(pagination);
  if (contradiction === undefined || flag === undefined) return signals;
  const wrong = contradiction === "more_without_next";
  return signals.map((each) =>
    each.ref === flag && "value" in each && each.value === !wrong ? { ref: flag, value: wrong } : each,
  );
}

function flagOf(pagination: Pagination): ResponseRef | undefined {
  switch (pagination.style) {
    case "none":
    case "link-header":
    case "keyset":
      return undefined;
    case "graphql":
      return `/${`${pagination.connection}/pageInfo/hasNextPage`.slice(1)}`;
    case "cursor":
    case "page":
    case "offset":
    case "next-url":
      return pagination.hasMore;
  }
}
