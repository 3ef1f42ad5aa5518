import type { Pagination, Pointer } from "@waybill/sync/connector";
import { textParameter } from "../http/exchange.ts";
import { signal, type Cut, type Source } from "./listing.ts";
import { pageAt } from "./page-at.ts";
import { positionCodec, positionOf } from "./position.ts";

/** A connection (GraphQL Cursor Connections): the position is a variable, `pageInfo` says what follows. */
export function byGraphql(source: Source, pagination: Extract<Pagination, { style: "graphql" }>): Cut {
  const token = textParameter(source.exchange, `/variables/${pagination.after}`);
  const codec = positionCodec(source, undefined);
  const position = positionOf(source, codec, { token, where: `the variable ${pagination.after}` });
  if ("refused" in position) return position;
  const page = pageAt(source, position);
  const end = page.next ?? { ...position, offset: source.entries.length, afterGap: false };
  return {
    entries: page.entries,
    signals: [
      { ref: infoAt(pagination.connection, "hasNextPage"), value: page.next !== undefined },
      { ref: infoAt(pagination.connection, "endCursor"), value: source.entries.length === 0 ? null : codec.write(end) },
      ...signal(pagination.total, source.total),
    ],
    position: token ?? "",
    offset: position.offset,
    more: page.next !== undefined,
    begun: position.begun,
  };
}

const infoAt = (connection: Pointer, name: string): `/${string}` => `/${`${connection}/pageInfo/${name}`.slice(1)}`;
