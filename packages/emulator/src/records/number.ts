import { fitsNumber } from "../document/fits.ts";
import { typesOf, type Schema } from "../document/schema.ts";
import type { Making } from "./making.ts";
import { instantFor, isDateName } from "./text.ts";

const wholeFormats: ReadonlySet<unknown> = new Set(["int32", "int64", "uint32", "uint64"]);

/** A number that the schema allows, of the size that its name suggests. */
export function numberFor(schema: Schema, making: Making): number {
  const integer = typesOf(schema).includes("integer") || wholeFormats.has(schema["format"]);
  const { least, most } = rangeOf(schema, making.field);
  const time = integer && isTime(schema, making.field) ? timeFor(schema, making) : undefined;
  if (time !== undefined && fitsNumber(time, schema)) return time;
  const drawn = least + making.words.random.next() * (most - least);
  const unit =
    typeof schema["multipleOf"] === "number" && schema["multipleOf"] > 0 ? schema["multipleOf"] : integer ? 1 : 0.01;
  const stepped = Math.round(Math.round(drawn / unit) * unit * 1e6) / 1e6;
  return stepped < least ? ceilTo(least, unit) : stepped > most ? floorTo(most, unit) : stepped;
}

/** Sizes by name; bounds of the schema cut them. */
const ranges: readonly (readonly [RegExp, number, number])[] = [
  [/latitude|^lat$/i, -60, 60],
  [/longitude|^(lng|lon)$/i, -170, 170],
  [/percent|_rate$|probability|score/i, 0, 100],
  [/year/i, 2019, 2026],
  [/age$/i, 18, 80],
  [/amount|price|total|balance|value|cost|fee|subtotal/i, 1000, 250_000],
  [/size|bytes/i, 1000, 5_000_000],
  [/id$/i, 1000, 900_000],
  [/count|quantity|number_of|num_/i, 0, 40],
];

function rangeOf(schema: Schema, name: string): { least: number; most: number } {
  const [, low, high] = ranges.find(([pattern]) => pattern.test(name)) ?? [undefined, 0, 1000];
  const minimum = bound(schema["minimum"], schema["exclusiveMinimum"], 1);
  const maximum = bound(schema["maximum"], schema["exclusiveMaximum"], -1);
  const least = Math.max(low, minimum ?? -Infinity);
  const fitting = maximum !== undefined && least > maximum ? (minimum ?? maximum) : least;
  const most = Math.min(Math.max(high, fitting), maximum ?? Infinity);
  return { least: Math.min(fitting, most), most };
}

function bound(inclusive: unknown, exclusive: unknown, inward: 1 | -1): number | undefined {
  const closed = typeof inclusive === "number" ? inclusive : undefined;
  const open = typeof exclusive === "number" ? exclusive + inward : undefined;
  if (closed === undefined || open === undefined) return closed ?? open;
  return inward === 1 ? Math.max(closed, open) : Math.min(closed, open);
}

const isTime = (schema: Schema, name: string): boolean =>
  schema["format"] === "unix-time" ||
  schema["format"] === "timestamp" ||
  isDateName(name) ||
  /^(created|updated|modified|timestamp|date)$/i.test(name);

/** Milliseconds when an example is that large, else seconds, as most vendors write numbers. */
function timeFor(schema: Schema, making: Making): number {
  const example = [schema["example"], schema["default"]].find((value) => typeof value === "number");
  const inMs = typeof example === "number" && example > 1e11;
  return inMs ? instantFor(making) : Math.floor(instantFor(making) / 1000);
}

const ceilTo = (value: number, unit: number): number => Math.ceil(value / unit) * unit;
const floorTo = (value: number, unit: number): number => Math.floor(value / unit) * unit;
