import { matchesPattern } from "../document/pattern.ts";
import { arrayOf, type Schema } from "../document/schema.ts";
import { keyMaker } from "./keys.ts";
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
    if (text !== undefined && allows(schema, text)) return text;
  }
  return forced(schema, making);
}

function exampleOf(schema: Schema): string | undefined {
  const found = [schema["example"], ...arrayOf(schema["examples"]), schema["default"]];
  return found.find((value): value is string => typeof value === "string");
}

function allows(schema: Schema, text: string): boolean {
  const { minLength, maxLength, pattern } = schema;
  if (typeof minLength === "number" && text.length < minLength) return false;
  if (typeof maxLength === "number" && text.length > maxLength) return false;
  return matchesPattern(pattern, text);
}

/** Cut or filled to length; for a pattern, an id-like text of its shape. */
function forced(schema: Schema, making: Making): string {
  const least = typeof schema["minLength"] === "number" ? schema["minLength"] : 0;
  const most = typeof schema["maxLength"] === "number" ? schema["maxLength"] : Math.max(least, 40);
  if (typeof schema["pattern"] === "string") {
    const n = Math.floor(making.words.random.next() * 1e6);
    const made = keyMaker({ schema, seed: n, name: making.field, prefix: "x", step: 1 }).at(n);
    if (typeof made === "string" && allows(schema, made)) return made;
    return exampleOf(schema) ?? fromPattern(schema["pattern"], making) ?? "";
  }
  return making.words.faker.lorem
    .words(8)
    .padEnd(least, "a")
    .slice(0, Math.max(least, Math.min(most, 24)));
}

function fromPattern(pattern: string, making: Making): string | undefined {
  try {
    const text = making.words.faker.helpers.fromRegExp(pattern.replaceAll(/^\^|\$$/g, "").replaceAll("\\d", "[0-9]"));
    return matchesPattern(pattern, text) ? text : undefined;
  } catch {
    return undefined; // faker knows a part of the regular expression language only
  }
}
