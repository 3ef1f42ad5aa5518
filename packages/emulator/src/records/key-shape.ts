import { fitsText } from "../document/fits.ts";
import { matchesPattern, textOfPattern } from "../document/pattern.ts";
import { arrayOf, type Schema } from "../document/schema.ts";
import { chances } from "../random.ts";

const digits = "0123456789";
const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = lower.toUpperCase();
const hex = "0123456789abcdef";

/** A text with some positions free: each has its alphabet, the others stay as they are. */
export interface Shape {
  readonly text: string;
  readonly free: readonly (string | undefined)[];
}

export interface ShapeOptions {
  readonly seed: number;
  readonly name: string;
  /** Starts ids that no example shows: `con` makes `con_7f3…`. */
  readonly prefix: string;
}

/** What a key of this schema looks like: by format, by example, by pattern, else as the house writes ids. */
export function shapeOf(options: ShapeOptions, schema: Schema): Shape {
  const { pattern } = schema;
  const max = typeof schema["maxLength"] === "number" ? schema["maxLength"] : 64;
  const random = chances(options.seed, options.name, "shape");
  let drawn = 0;
  const sample = typeof pattern === "string" ? textOfPattern(pattern, () => random(drawn++)) : undefined;
  const candidates = [
    formats[textOf(schema["format"])]?.(options.prefix),
    ...examplesOf(schema).map(ofExample),
    ...(pattern === undefined ? [ofOwn(options.prefix)] : [ofExample(`${options.prefix}_${"a0".repeat(8)}`)]),
    sample === undefined ? undefined : ofExample(sample),
    shape("a0".repeat(32).slice(0, Math.max(1, Math.min(max, 16))), alphabetOf),
  ];
  const usable = candidates
    .filter((candidate) => candidate !== undefined)
    .map((candidate) => narrowed(candidate, pattern))
    .filter((candidate) => fitsText(candidate.text, schema));
  return usable.find(roomy) ?? usable.toSorted((a, b) => roomOf(b) - roomOf(a))[0] ?? plain;
}

const plain: Shape = { text: "a0a0a0a0", free: Array.from("a0a0a0a0", (char) => alphabetOf(char, 1)) };

/** How many texts a shape has. */
export const roomOf = ({ free }: Shape): number =>
  free.reduce((product, alphabet) => product * (alphabet?.length ?? 1), 1);

const roomy = (candidate: Shape): boolean => roomOf(candidate) >= 1_000_000;

/** Each position keeps what the pattern allows there. */
function narrowed({ text, free }: Shape, pattern: Schema[string] | undefined): Shape {
  if (typeof pattern !== "string") return { text, free };
  const allows = (index: number, char: string) =>
    matchesPattern(pattern, text.slice(0, index) + char + text.slice(index + 1));
  const alphabets = free.map((alphabet, index) =>
    Array.from(alphabet ?? "")
      .filter((char) => allows(index, char))
      .join(""),
  );
  return { text, free: alphabets.map((alphabet) => (alphabet.length > 1 ? alphabet : undefined)) };
}

/** Formats that say more than a text of its own could. */
const formats: Readonly<Record<string, (prefix: string) => Shape>> = {
  uuid: () => shape("00000000-0000-4000-8000-000000000000", uuidAlphabet),
  email: (prefix) => numbered(`${prefix}.0000000@customer.example`),
  uri: (prefix) => numbered(`https://api.vendor.example/${prefix}/10000000`),
  url: (prefix) => numbered(`https://api.vendor.example/${prefix}/10000000`),
  hostname: (prefix) => numbered(`${prefix}-0000000.example`),
  ipv4: () =>
    shape("100.100.100.100", (char, index) => (char === "." || index % 4 === 0 ? undefined : digits.slice(0, 6))),
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const numbered = (text: string): Shape => shape(text, (char) => (digits.includes(char) ? digits : undefined));

/** `con_7f3k…`, where neither example nor pattern shows the vendor's own. */
const ofOwn = (prefix: string): Shape =>
  shape(`${prefix}_${"0".repeat(14)}`, (_, index) => (index <= prefix.length ? undefined : lower + digits));

/** An example's own prefix (`cus_`, `pro-`) stays; letters and digits after it vary within their kind. */
function ofExample(example: string): Shape {
  const prefix = /^[A-Za-z]{2,}[_:-](?=[A-Za-z0-9]{6,}$)/.exec(example)?.[0].length ?? 0;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(example)) return shape(example.toLowerCase(), uuidAlphabet);
  const isHex = /^[0-9a-f]{16,}$/.test(example);
  return shape(example, (char, index) => (index < prefix ? undefined : isHex ? hex : alphabetOf(char, index)));
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

function examplesOf(schema: Schema): readonly string[] {
  const found = [schema["example"], ...arrayOf(schema["examples"]), schema["default"]];
  return found.filter((value): value is string => typeof value === "string" && value.length >= 4);
}
