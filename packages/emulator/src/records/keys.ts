import { asText } from "../document/pointer.ts";
import { arrayOf, typesOf, type Schema } from "../document/schema.ts";
import { roomOf, shapeOf, type Shape, type ShapeOptions } from "./key-shape.ts";
import { keyMakerOf, type KeyMaker } from "./key-maker.ts";
import { instantKeys } from "./instant-keys.ts";
import { chance, hash } from "../random.ts";
import { scatter } from "./scatter.ts";

const epoch2000 = Date.UTC(2000, 0, 1);

/** `name` names the field among all fields: `contacts /id`. */
export interface KeyMakerOptions extends ShapeOptions {
  readonly schema: Schema | undefined;
  /** Difference between neighbouring integers. Children of many parents share one range and need 1. */
  readonly step: number;
}

export function keyMaker(options: KeyMakerOptions): KeyMaker {
  const schema = options.schema ?? {};
  const values = arrayOf(schema["enum"]).filter((value) => value !== null);
  if (values.length > 0)
    return keyMakerOf(
      values.length,
      (n) => values[n % values.length] ?? null,
      (text) => values.findIndex((value) => asText(value) === text),
    );
  const types = typesOf(schema);
  if (types.includes("integer") || types.includes("number")) return integers(options, schema);
  const { format } = schema;
  if (format === "date" || format === "date-time") return instantKeys(schema, format, epoch2000);
  return texts(options, schema);
}

/** Ids that grow, from a number no two streams share; where the schema bounds them, within its bounds. */
function integers({ seed, name, step }: KeyMakerOptions, { minimum, maximum }: Schema): KeyMaker {
  const least = typeof minimum === "number" ? minimum : 1;
  if (typeof maximum === "number" && maximum < 1_000_000) {
    const capacity = Math.max(1, maximum - least + 1);
    return keyMakerOf(
      capacity,
      (n) => least + (n % capacity),
      (text) => Number(text) - least,
    );
  }
  const first = Math.max(least, 1000 + (hash(seed, name) % 9000));
  return keyMakerOf(
    Infinity,
    (n) => first + n * step,
    (text) => (Number(text) - first) / step,
  );
}

function texts(options: KeyMakerOptions, schema: Schema): KeyMaker {
  const shape = shapeOf(options, schema);
  const capacity = roomOf(shape);
  const count = Math.min(capacity, 2 ** 32);
  const { seed, name } = options;
  const places = scatter(count, hash(seed, name, "offset"));
  return keyMakerOf(
    capacity >= 2 ** 32 ? Infinity : capacity,
    (n) => fill(shape, places.to(n), count, (index) => chance(seed, name, n, index)),
    (text) => places.from(valueIn(shape, text, count)),
  );
}

/** Writes `value` into as many of the last free positions as `count` values need, decoration into the others: different values, different texts. */
function fill(target: Shape, value: number, count: number, decoration: (index: number) => number): string {
  let rest = value;
  let room = 1;
  const chars = Array.from(target.text);
  for (let index = chars.length - 1; index >= 0; index--) {
    const alphabet = target.free[index];
    if (alphabet === undefined) continue;
    const encodes = room < count;
    chars[index] = alphabet[encodes ? rest % alphabet.length : Math.floor(decoration(index) * alphabet.length)] ?? "0";
    if (!encodes) continue;
    rest = Math.floor(rest / alphabet.length);
    room *= alphabet.length;
  }
  return chars.join("");
}

/** The way back of `fill`; NaN for a text of another shape. */
function valueIn(target: Shape, text: string, count: number): number {
  let value = 0;
  let room = 1;
  for (let index = target.text.length - 1; index >= 0 && room < count; index--) {
    const alphabet = target.free[index];
    if (alphabet === undefined) continue;
    const digit = alphabet.indexOf(text[index] ?? "-");
    if (digit < 0) return Number.NaN;
    value += digit * room;
    room *= alphabet.length;
  }
  return value;
}
