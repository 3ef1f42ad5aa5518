import type { Json } from "@waybill/sync/connector";
import { asText } from "../document/pointer.ts";
import { matchesPattern } from "../document/pattern.ts";
import { arrayOf, typesOf, type Schema } from "../document/schema.ts";
import { keyMakerOf, type KeyMaker } from "./key-maker.ts";
import { instantKeys } from "./instant-keys.ts";
import { chance, hash } from "../random.ts";
import { scatter } from "./scatter.ts";

const digits = "0123456789";
const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = lower.toUpperCase();
const hex = "0123456789abcdef";

export interface KeyMakerOptions {
  readonly schema: Schema | undefined;
  readonly seed: number;
  /** Names the field among all fields: `contacts /id`. */
  readonly name: string;
  /** Starts ids that no example shows: `con` makes `con_7f3…`. */
  readonly prefix: string;
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
  if (types.includes("integer") || types.includes("number")) return integers(options);
  if (schema["format"] === "date") return instantKeys(schema, "date", 0);
  return texts(options, schema);
}

/** Ids that grow, from a number no two streams share. */
function integers({ seed, name, step }: KeyMakerOptions): KeyMaker {
  const first = 1000 + (hash(seed, name) % 9000);
  return keyMakerOf(
    Infinity,
    (n) => first + n * step,
    (text) => (Number(text) - first) / step,
  );
}

function texts(options: KeyMakerOptions, schema: Schema): KeyMaker {
  const shape = shapeOf(options, schema);
  const capacity = shape.free.reduce((product, alphabet) => product * (alphabet?.length ?? 1), 1);
  const count = Math.min(capacity, 2 ** 32);
  const { seed, name } = options;
  const places = scatter(count, hash(seed, name, "offset"));
  return keyMakerOf(
    capacity >= 2 ** 32 ? Infinity : capacity,
    (n) => fill(shape, places.to(n), count, (index) => chance(seed, name, n, index)),
    (text) => places.from(valueIn(shape, text, count)),
  );
}

/** A text with some positions free: each has its alphabet, the others stay as they are. */
interface Shape {
  readonly text: string;
  readonly free: readonly (string | undefined)[];
}

function shapeOf(options: KeyMakerOptions, schema: Schema): Shape {
  const { format, pattern } = schema;
  if (format === "uuid") return shape("00000000-0000-4000-8000-000000000000", uuidAlphabet);
  const max = typeof schema["maxLength"] === "number" ? schema["maxLength"] : 64;
  const own =
    pattern === undefined ? [shapeOfOwn(options.prefix)] : [shapeOfExample(`${options.prefix}_${"a0".repeat(8)}`)];
  const candidates = [...examplesOf(schema).map(shapeOfExample), ...own];
  const plain = shape("a0".repeat(32).slice(0, Math.max(1, Math.min(max, 16))), alphabetOf);
  const fits = (candidate: Shape) =>
    candidate.text.length <= max && roomy(candidate) && matchesPattern(pattern, candidate.text);
  return candidates.find(fits) ?? shapeFromPattern(pattern, max) ?? plain;
}

const roomy = (candidate: Shape): boolean =>
  candidate.free.reduce((product, alphabet) => product * (alphabet?.length ?? 1), 1) >= 1_000_000;

/** `con_7f3k…`, where neither example nor pattern shows the vendor's own. */
const shapeOfOwn = (prefix: string): Shape =>
  shape(`${prefix}_${"0".repeat(14)}`, (_, index) => (index <= prefix.length ? undefined : lower + digits));

/** An example's own prefix (`cus_`, `pro-`) stays; letters and digits after it vary within their kind. */
function shapeOfExample(example: string): Shape {
  const prefix = /^[A-Za-z]{2,}[_:-](?=[A-Za-z0-9]{6,}$)/.exec(example)?.[0].length ?? 0;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(example)) return shape(example.toLowerCase(), uuidAlphabet);
  const isHex = /^[0-9a-f]{16,}$/.test(example);
  return shape(example, (char, index) => (index < prefix ? undefined : isHex ? hex : alphabetOf(char, index)));
}

/** Fixed-length patterns of one class, such as `^[A-Z0-9]{26}$`: the rest is left to examples. */
function shapeFromPattern(pattern: Json | undefined, max: number): Shape | undefined {
  if (typeof pattern !== "string") return undefined;
  const lengths = Array.from({ length: Math.min(max, 40) }, (_, index) => Math.min(max, 40) - index);
  for (const unit of ["a0", "A0", "0", "a", "A"]) {
    for (const length of lengths) {
      const text = unit.repeat(length).slice(0, length);
      if (matchesPattern(pattern, text)) return shape(text, alphabetOf);
    }
  }
  return undefined;
}

const shape = (text: string, alphabet: (char: string, index: number) => string | undefined): Shape => ({
  text,
  free: Array.from(text, alphabet),
});

/** First position keeps its class but not zero, so that numeric ids never start with one. */
function alphabetOf(char: string, index: number): string | undefined {
  if (digits.includes(char)) return index === 0 ? digits.slice(1) : digits;
  if (lower.includes(char)) return lower;
  return upper.includes(char) ? upper : undefined;
}

/** RFC 9562: position 14 is the version, position 19 the variant. */
const uuidAlphabet = (char: string, index: number): string | undefined =>
  char === "-" || index === 14 || index === 19 ? undefined : hex;

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

function examplesOf(schema: Schema): readonly string[] {
  const found = [schema["example"], ...arrayOf(schema["examples"]), schema["default"]];
  return found.filter((value): value is string => typeof value === "string" && value.length >= 4);
}
