import { matchesPattern } from "../document/pattern.ts";
import { typesOf, type Schema } from "../document/schema.ts";
import { readInstant, writeInstant, type InstantFormat } from "./instants.ts";
import { keyMakerOf, type KeyMaker } from "./key-maker.ts";

const dayMs = 86_400_000;
const epoch2000 = Date.UTC(2000, 0, 1);
/** Days until the year 9999: ISO 8601 dates with four digits end there. */
const days = 2_900_000;
/** Between neighbours; in whole seconds, so that no format makes two of them equal. */
const stepMs = 37_000;

/** Keys that are instants, as where messages are known by the time they were sent: a later one for every `n`. */
export function instantKeys(schema: Schema | undefined, format: InstantFormat, from: number): KeyMaker {
  const guess = (first: number, step: number) => (text: string) =>
    Math.floor(((readInstant(text, format) ?? Number.NaN) - first) / step);
  if (format === "date")
    return keyMakerOf(days, (n) => writeInstant(epoch2000 + (n % days) * dayMs, "date", 1), guess(epoch2000, dayMs));
  const start = Math.floor(from / 1000) * 1000;
  const text = schema !== undefined && typesOf(schema).includes("string");
  const withFraction =
    text && format === "epoch-s" && !matchesPattern(schema["pattern"], `${Math.floor(start / 1000)}`);
  const at = (n: number) => {
    const plain = writeInstant(start + n * stepMs, format, 1000, text);
    return withFraction ? `${plain}.${`${n % 1_000_000}`.padStart(6, "0")}` : plain;
  };
  return keyMakerOf(Infinity, at, guess(start, stepMs));
}
