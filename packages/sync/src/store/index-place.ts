import type { Json } from "../connector/json.ts";
import type { RecordKey } from "../record/record.ts";

/**
 * A value that records are found by. Objects, lists and absent fields are none. Integers beyond 2^53 are text in a record: they stand among text, by code
 * units, and no range of numbers holds them.
 */
export type IndexValue = string | number | boolean | null;

/**
 * Where a record stands among those that have a value, as text whose order by code units is that of (value, key): null, then false, true, numbers by
 * size, then text by code units. `undefined`: it stands nowhere.
 */
export function indexPlace(value: Json | undefined, key: RecordKey): string | undefined {
  return isIndexValue(value) ? valuePlace(value) + key : undefined;
}

/** What the places of all records with this value begin with, and no other's. */
export function valuePlace(value: IndexValue): string {
  if (value === null) return "0";
  if (typeof value === "boolean") return value ? "11" : "10";
  return typeof value === "number" ? `2${sortableNumber(value)}` : `3${sortableText(value)}`;
}

/** What the places of all values of one kind begin with. */
export function kindOf(value: IndexValue): string {
  return valuePlace(value).slice(0, 1);
}

/** Less than every place, and greater. */
export const allPlaces: { readonly lower: string; readonly upper: string } = { lower: "0", upper: "4" };

/** The first text greater than all that begin so. */
export function pastAll(start: string): string {
  return start.slice(0, -1) + String.fromCharCode(start.charCodeAt(start.length - 1) + 1);
}

/** A number that JSON cannot write is none. */
export function isIndexValue(value: unknown): value is IndexValue {
  return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

/** The bits of a double (IEEE 754), turned so that they order as the numbers do: all of a negative one, else the sign. */
function sortableNumber(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value === 0 ? 0 : value);
  const bits = view.getBigUint64(0);
  const sortable = bits >= signBit ? ~bits : bits | signBit;
  return BigInt.asUintN(64, sortable).toString(16).padStart(16, "0");
}

const signBit = 1n << 63n;

/** Ends where nothing goes on: a text stands before all that begin with it, whatever key follows. */
function sortableText(value: string): string {
  return `${value.replaceAll("\0", "\0\u0001")}\0\0`;
}
