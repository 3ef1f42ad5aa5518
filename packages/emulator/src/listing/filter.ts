import type { Incremental, Json, StreamContract } from "@waybill/sync/connector";
import { asText } from "../document/pointer.ts";
import { parameter, textParameter, type Exchange } from "../http/exchange.ts";
import { readInstant } from "../records/instants.ts";
import type { Shown } from "../state/generated.ts";
import type { BadPosition } from "./listing.ts";

/** What a list request asks to see: changed since (inclusive), with or without deleted ones. */
export function shown(stream: StreamContract, exchange: Exchange): Shown | BadPosition {
  const deleted = showsDeleted(stream, exchange);
  const { incremental } = stream;
  const since = incremental === undefined ? undefined : textParameter(exchange, incremental.param);
  if (incremental === undefined || since === undefined) return { deleted };
  const passes = sinceTest(incremental, bare(since));
  if (passes === undefined)
    return { refused: `${incremental.param} takes ${incremental.format}, not ${JSON.stringify(since.slice(0, 40))}.` };
  return { deleted, since: { text: since, passes } };
}

/** Deleted records are listed when asked for; always where the vendor has no question for it. */
function showsDeleted({ deletes }: StreamContract, exchange: Exchange): boolean {
  if (deletes?.include === undefined) return true;
  const { param, value } = deletes.include;
  return asText(parameter(exchange, param)) === asText(value);
}

function sinceTest({ format }: Incremental, since: string): ((value: Json | undefined) => boolean) | undefined {
  if (format === "opaque") return (value) => compareOpaque(value, since) >= 0;
  const from = readInstant(since, format) ?? readInstant(since, "date-time");
  return from === undefined ? undefined : (value) => (readInstant(value, format) ?? -Infinity) >= from;
}

/** Numbers by size, anything else as text. */
function compareOpaque(value: Json | undefined, since: string): number {
  const text = typeof value === "string" || typeof value === "number" ? `${value}` : "";
  const [left, right] = [Number(text), Number(since)];
  if (text !== "" && !Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  return text < since ? -1 : text > since ? 1 : 0;
}

/** Some vendors write the comparison into the value: `>=2024-01-01`. */
const bare = (text: string): string => text.replace(/^(>=|>|gte:|gt:)/, "");
