import type { Json } from "../connector/json.ts";
import type { FieldMapping } from "../connector/mapping.ts";
import { formatInstant, parseInstant } from "./instant.ts";

type Conversion = Pick<FieldMapping, "to" | "written">;

/** What a vendor's value becomes by a field's rule; `undefined` where it cannot become that. */
export function convertValue(value: Json, { to, written = "date-time" }: Conversion): Json | undefined {
  switch (to) {
    case undefined:
      return value;
    case "text":
      return isSingle(value) ? String(value) : undefined;
    case "number":
      return asNumber(value);
    case "boolean":
      return isSingle(value) ? booleans.get(String(value).toLowerCase()) : undefined;
    case "date-time":
    case "date":
      return instant(value, written, (at) => formatInstant(at, to));
    case "epoch-s":
    case "epoch-ms":
      return instant(value, written, (at) => Number(formatInstant(at, to)));
    default:
      return to satisfies never;
  }
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
  ["1", true],
  ["0", false],
]);

/** A decimal number, whole or not. */
const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** Numbers that would lose digits are none: they are kept as text, or kept aside. */
function asNumber(value: Json): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !decimal.test(value.trim())) return undefined;
  const number = Number(value);
  const exact = Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));
  return exact ? number : undefined;
}

function instant(
  value: Json,
  written: NonNullable<FieldMapping["written"]>,
  write: (at: number) => Json,
): Json | undefined {
  const at = parseInstant(value, written);
  return at === undefined ? undefined : write(at);
}

function isSingle(value: Json): value is string | number | boolean {
  return typeof value !== "object" || value === null;
}
