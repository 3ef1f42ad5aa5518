import type { Incremental, Json } from "@waybill/sync/connector";
import { textParameter, type Exchange } from "../http/exchange.ts";
import { beginOfUnit, fieldInstant, readInstant } from "../records/instants.ts";
import type { Range } from "../state/shown.ts";
import type { BadPosition } from "./listing.ts";

/** The range of the cursor field that a list request asks for, both ends included; undefined where it asks for all. */
export function rangeOf(incremental: Incremental, exchange: Exchange): Range | BadPosition | undefined {
  const { param, until } = incremental;
  const since = textParameter(exchange, param);
  const last = until === undefined ? undefined : textParameter(exchange, until);
  if (since === undefined && last === undefined) return undefined;
  const toSince = against(incremental, since);
  const toLast = against(incremental, last);
  if (toSince === "unreadable") return { refused: expected(incremental, param, since) };
  if (toLast === "unreadable") return { refused: expected(incremental, until, last) };
  return {
    text: JSON.stringify([since, last]),
    isBefore: (value) => toSince !== undefined && !(toSince(value) >= 0),
    isBehind: (value) => toLast !== undefined && !(toLast(value) <= 0),
  };
}

const expected = ({ format }: Incremental, param = "", text = ""): string =>
  `${param} takes ${format}, not ${JSON.stringify(text.slice(0, 40))}.`;

/** Negative for values below a bound, positive for those above; NaN for what is no value, and so on neither side of any bound. */
type Comparison = (value: Json | undefined) => number;

function against(incremental: Incremental, bound: string | undefined): Comparison | "unreadable" | undefined {
  if (bound === undefined) return undefined;
  const { format } = incremental;
  const text = bare(bound);
  if (format === "opaque") return (value) => compareOpaque(value, text);
  const at = readInstant(text, format) ?? readInstant(text, "date-time");
  if (at === undefined) return "unreadable";
  const begin = beginOfUnit(at, incremental);
  return (value) => beginOfUnit(fieldInstant(value, format) ?? Number.NaN, incremental) - begin;
}

/** Numbers by size, anything else as text. */
function compareOpaque(value: Json | undefined, bound: string): number {
  if (typeof value !== "string" && typeof value !== "number") return Number.NaN;
  const text = `${value}`;
  const [left, right] = [Number(text), Number(bound)];
  if (text !== "" && !Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  return text < bound ? -1 : text > bound ? 1 : 0;
}

/** Some vendors write the comparison into the value: `>=2024-01-01`. */
const bare = (text: string): string => text.replace(/^([<>]=?|[gl]te?:)/, "");
