import { fitsText } from "../document/fits.ts";
import { arrayOf, type Schema } from "../document/schema.ts";
import type { Making } from "./making.ts";
import { textFor } from "./text.ts";

/** A text that the schema allows: by format and name first, then by example, then words. Lengths and patterns have the last say. */
export function stringFor(schema: Schema, making: Making): string {
  const format = typeof schema["format"] === "string" ? schema["format"] : undefined;
  const candidates = [
    () => textFor(making, making.field, format),
    () => exampleOf(schema),
    () => `${making.words.faker.word.adjective()} ${making.words.faker.word.noun()}`,
  ];
  for (const candidate of candidates) {
    const text = candidate();
    if (text !== undefined && fitsText(text, schema)) return text;
  }
  return forced(schema, making);
}

function exampleOf(schema: Schema): string | undefined {
  const found = [schema["example"], ...arrayOf(schema["examples"]), schema["default"]];
  return found.find((value): value is string => typeof value === "string");
}

/** Cut or filled to length; for a pattern, a text of its shape. */
function forced(schema: Schema, making: Making): string {
  const { random, faker, textOfPattern } = making.words;
  const least = typeof schema["minLength"] === "number" ? schema["minLength"] : 0;
  const most = typeof schema["maxLength"] === "number" ? schema["maxLength"] : Math.max(least, 40);
  if (typeof schema["pattern"] === "string") {
    const text = textOfPattern(schema["pattern"], () => random.next());
    if (text === undefined || !fitsText(text, schema)) making.misfits.count++;
    return text ?? exampleOf(schema) ?? "";
  }
  return faker.lorem
    .words(8)
    .padEnd(least, "a")
    .slice(0, Math.max(least, Math.min(most, 24)));
}
