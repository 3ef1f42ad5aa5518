import type { Pagination } from "@waybill/sync/connector";
import { textParameter } from "../http/exchange.ts";
import { follows, signal, windowAt, type Cut, type Source } from "./listing.ts";

/** Numbered pages. A page past the end is empty; text where a number belongs is refused. */
export function byPage(source: Source, pagination: Extract<Pagination, { style: "page" }>): Cut {
  const asked = textParameter(source.exchange, pagination.page);
  const number = asked === undefined ? pagination.first : Number(asked);
  if (!Number.isInteger(number) || number < 0)
    return { refused: `${pagination.page} is a whole number from ${pagination.first}.` };
  const index = Math.max(0, number - pagination.first);
  const offset = index * source.size;
  const more = follows(source, offset);
  const pages = source.endless === undefined ? Math.ceil(source.entries.length / source.size) : index + 2;
  const next = source.endless === "same" ? number : pagination.first + index + 1;
  return {
    entries: windowAt(source, source.endless === "same" ? 0 : offset),
    signals: [
      ...signal(pagination.nextPage, more ? next : undefined),
      ...signal(pagination.hasMore, more),
      ...signal(pagination.totalPages, pages),
      ...signal(pagination.total, source.endless === undefined ? source.entries.length : offset + 2 * source.size),
    ],
    position: asked ?? "",
    offset,
  };
}
