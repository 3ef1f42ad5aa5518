import type { Pagination } from "@waybill/sync/connector";
import { textParameter } from "../http/exchange.ts";
import { follows, signal, windowAt, type Cut, type Source } from "./listing.ts";

/** A number of records to skip. */
export function byOffset(source: Source, pagination: Extract<Pagination, { style: "offset" }>): Cut {
  const asked = textParameter(source.exchange, pagination.offset);
  const offset = asked === undefined ? 0 : Number(asked);
  if (!Number.isInteger(offset) || offset < 0) return { refused: `${pagination.offset} is a whole number from 0.` };
  const more = follows(source, offset);
  const next = source.endless === "same" ? offset : offset + source.size;
  return {
    entries: windowAt(source, source.endless === "same" ? 0 : offset),
    signals: [
      ...signal(pagination.nextOffset, more ? next : undefined),
      ...signal(pagination.hasMore, more),
      ...signal(pagination.total, source.endless === undefined ? source.entries.length : offset + 2 * source.size),
    ],
    position: asked ?? "",
    offset,
  };
}
