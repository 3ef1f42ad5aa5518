import type { Pagination, Pointer } from "@waybill/sync/connector";
import { textParameter } from "../http/exchange.ts";
import { follows, signal, windowAt, type Cut, type Source } from "./listing.ts";
import { positionCodec } from "./position.ts";

/** A connection (GraphQL Cursor Connections): the position is a variable, `pageInfo` says what follows. */
export function byGraphql(source: Source, pagination: Extract<Pagination, { style: "graphql" }>): Cut {
  const token = textParameter(source.exchange, `/variables/${pagination.after}`);
  const codec = positionCodec(source, undefined);
  const offset = token === undefined ? 0 : codec.read(token);
  if (offset === undefined) return { refused: `No position is known by the variable ${pagination.after}.` };
  const more = follows(source, offset);
  const end =
    source.endless === "same" ? offset : offset + Math.min(source.size, source.entries.length - offset || source.size);
  return {
    entries: windowAt(source, offset),
    signals: [
      { ref: infoAt(pagination.connection, "hasNextPage"), value: more },
      {
        ref: infoAt(pagination.connection, "endCursor"),
        value: source.entries.length === 0 ? null : codec.write(end),
      },
      ...signal(pagination.total, source.entries.length),
    ],
    position: token ?? "",
    offset,
  };
}

const infoAt = (connection: Pointer, name: string): `/${string}` => `/${`${connection}/pageInfo/${name}`.slice(1)}`;
