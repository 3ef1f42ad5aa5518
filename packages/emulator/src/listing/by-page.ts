import type { Pagination } from "@waybill/sync/connector";
import { textParameter } from "../http/exchange.ts";
import { numberedGaps } from "./gaps.ts";
import { claimed, follows, signal, windowAt, type Cut, type Source } from "./listing.ts";

/** Numbered pages. A page past the end is empty; text where a number belongs is refused. */
export function byPage(source: Source, pagination: Extract<Pagination, { style: "page" }>): Cut {
  const asked = textParameter(source.exchange, pagination.page);
  const number = asked === undefined ? pagination.first : Number(asked);
  if (!Number.isInteger(number) || number < 0)
    return { refused: `${pagination.page} is a whole number from ${pagination.first}.` };
  const { entries, size, manners } = source;
  const index = Math.max(0, number - pagination.first);
  const gaps = numberedGaps(source, pagination.end);
  const { index: own, gap } = gaps.at(index);
  const offset = own * size;
  const isGap = gap && offset < entries.length;
  const more = isGap || follows(source, offset);
  const next = manners.endless === "same" ? number : pagination.first + index + 1;
  return {
    entries: isGap ? [] : windowAt(source, manners.endless === "same" ? 0 : offset),
    signals: [
      ...signal(pagination.nextPage, more ? next : undefined),
      ...signal(pagination.hasMore, more),
      ...signal(
        pagination.totalPages,
        manners.endless === undefined ? gaps.count(Math.ceil(source.total / size)) : index + 2,
      ),
      ...signal(pagination.total, claimed(source, offset)),
    ],
    position: asked ?? "",
    offset,
    more,
  };
}
