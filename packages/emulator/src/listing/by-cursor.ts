import type { Pagination } from "@waybill/sync/connector";
import { isNullable, alternatives, type Schema } from "../document/schema.ts";
import { textParameter } from "../http/exchange.ts";
import { signal, type Cut, type Source } from "./listing.ts";
import { pageAt } from "./page-at.ts";
import { positionCodec, positionOf } from "./position.ts";

type Cursor = Extract<Pagination, { style: "cursor" }>;

/** An opaque token continues after the last record of the page before. */
export function byCursor(source: Source, pagination: Cursor): Cut {
  const token = textParameter(source.exchange, pagination.cursor);
  const codec = positionCodec(source, tokenSchema(source, pagination));
  const position = positionOf(source, codec, { token, where: pagination.cursor });
  if ("refused" in position) return position;
  const page = pageAt(source, position);
  return {
    entries: page.entries,
    signals: [
      ...signal(pagination.nextCursor, page.next === undefined ? undefined : codec.write(page.next)),
      ...signal(pagination.hasMore, page.next !== undefined),
      ...signal(pagination.total, source.total),
    ],
    position: token ?? "",
    offset: position.offset,
    more: page.next !== undefined,
    begun: position.begun,
  };
}

/** The token's schema in the answer; of alternatives the first that is not null. */
function tokenSchema({ operation, reader }: Source, { nextCursor }: Cursor): Schema | undefined {
  if (nextCursor.startsWith("header:")) return undefined;
  const schema = reader.at(operation.response, nextCursor);
  if (schema === undefined) return undefined;
  const options = alternatives(schema).map((option) => reader.flat(option));
  const types = options.flatMap((option) => (isNullable(option, reader) ? [] : [option["type"] ?? null]));
  return options.length > 0 && new Set(types).size === 1
    ? options.find((option) => !isNullable(option, reader))
    : schema;
}
