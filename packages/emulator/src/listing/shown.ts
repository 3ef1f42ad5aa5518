import type { StreamContract } from "@waybill/sync/connector";
import { asText } from "../document/pointer.ts";
import { parameter, type Exchange } from "../http/exchange.ts";
import type { Shown } from "../state/shown.ts";
import { rangeOf } from "./filter.ts";
import type { BadPosition } from "./listing.ts";
import { askedAfter, type KnownChanges } from "./sync-token.ts";

/** What a list request asks to see: what changed in a range of time, or since a token; with or without deleted ones. */
export function shown(contract: StreamContract, exchange: Exchange, known: KnownChanges): Shown | BadPosition {
  const after = askedAfter(contract, exchange, known);
  if (typeof after === "object") return after;
  const range = contract.incremental === undefined ? undefined : rangeOf(contract.incremental, exchange);
  if (range !== undefined && "refused" in range) return range;
  return { deleted: after !== undefined || showsDeleted(contract, exchange), range, after };
}

/** Deleted records are listed when asked for; where the vendor has no question for it, always, or among what changed since a token. */
function showsDeleted({ deletes, syncToken }: StreamContract, exchange: Exchange): boolean {
  if (deletes?.include === undefined) return syncToken === undefined;
  const { param, value } = deletes.include;
  return asText(parameter(exchange, param)) === asText(value);
}
