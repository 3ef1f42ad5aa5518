import { parentParameterRef, parentParameters } from "@waybill/sync/connector";
import type { Json, StreamContract } from "@waybill/sync/connector";
import { parameter, type Exchange } from "../http/exchange.ts";

/** What a request says of the parent whose children it lists, by the parameters that parents fill. */
export function scopeOf(contract: StreamContract, exchange: Exchange): Readonly<Record<string, Json>> {
  const said = parentParameters(contract).flatMap((name) => {
    const value = parameter(exchange, parentParameterRef(contract.list, name));
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(said);
}
