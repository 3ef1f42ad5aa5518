import type { Pagination } from "@waybill/sync/connector";
import { textParameter } from "../http/exchange.ts";
import { numberedGaps } from "./gaps.ts";
import { claimed, follows, signal, windowAt, type Cut, type Source } from "./listing.ts";

/** A number of records to skip. */
export function byOffset(source: Source, pagination: Extract<Pagination, { style: "offset" }>): Cut {
  const asked = textParameter(source.exchange, pagination.offset);
  const skip = asked === undefined ? 0 : Number(asked);
  if (!Number.isInteger(skip) || skip < 0) return { refused: `${pagination.offset} is a whole number from 0.` };
  const { entries, size, manners } = source;
  const { index, gap } = numberedGaps(source, pagination.end).at(Math.floor(skip / size));
  const offset = index * size + (skip % size);
  const isGap = gap && offset < entries.length;
  const more = isGap || follows(source, offset);
  const next = manners.endless === "same" ? skip : skip + size;
  return {
    entries: isGap ? [] : windowAt(source, manners.endless === "same" ? 0 : offset),
    signals: [
      ...signal(pagination.nextOffset, more ? next : undefined),
      ...signal(pagination.hasMore, more),
      ...signal(pagination.total, claimed(source, offset)),
    ],
    position: asked ?? "",
    offset,
    more,
  };
}
