import type { Pagination } from "@waybill/sync/connector";
import { isNullable, alternatives, type Schema } from "../document/schema.ts";
import { textParameter } from "../http/exchange.ts";
import { follows, signal, windowAt, type Cut, type Source } from "./listing.ts";
import { positionCodec } from "./position.ts";

type Cursor = Extract<Pagination, { style: "cursor" }>;

/** An opaque token continues after the last record of the page before. */
export function byCursor(source: Source, pagination: Cursor): Cut {
  const token = textParameter(source.exchange, pagination.cursor);
  const codec = positionCodec(source, tokenSchema(source, pagination));
  const offset = token === undefined ? 0 : codec.read(token);
  if (offset === undefined) return { refused: `No position is known by the cursor in ${pagination.cursor}.` };
  const more = follows(source, offset);
  const next = source.endless === "same" ? codec.write(offset) : codec.write(offset + source.size);
  return {
    entries: windowAt(source, offset),
    signals: [
      ...signal(pagination.nextCursor, more ? next : undefined),
      ...signal(pagination.hasMore, more),
      ...signal(pagination.total, source.entries.length),
    ],
    position: token ?? "",
    offset,
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
