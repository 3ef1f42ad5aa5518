import type { Json, JsonObject } from "@waybill/sync/connector";
import { isObject } from "../../src/load/json/json-value.ts";
import { wordsOf } from "../../src/infer/words/words.ts";
import type { Convention } from "./convention.ts";

export const spellings = ["camelCase", "PascalCase", "snake_case", "kebab-case", "flatcase"] as const;
export type Spelling = (typeof spellings)[number];

/** The same convention with the names of its parameters and of its members spelled in another way. */
export function respell({ name, document, want }: Convention, spelling: Spelling): Convention {
  const word = (text: string): string => spell(text, spelling);
  return {
    name: `${name}, in ${spelling}`,
    document: renamed(document, word),
    want: Object.fromEntries(
      Object.entries(want).map(([key, value]) => [key, value === null ? null : wanted(value, word)]),
    ),
  };
}

type Respell = (name: string) => string;

/** Members of `properties` and names of query parameters; nothing else is spelled by the vendor. */
function renamed<T extends Json>(value: T, word: Respell): T {
  if (Array.isArray(value)) return value.map((each: Json) => renamed(each, word)) as Json as T;
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([key, member]): [string, Json] => {
    if (key === "properties" && isObject(member)) return [key, respelled(member, word)];
    const isParameter = value["in"] === "query" && key === "name" && typeof member === "string";
    return [key, isParameter ? word(member) : renamed(member, word)];
  });
  return Object.fromEntries(members) as Json as T;
}

function respelled(properties: JsonObject, word: Respell): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [word(name), renamed(schema, word)]));
}

/** Parameters and pointers of what is wanted; names of streams, of styles and of operations stay. */
function wanted(value: JsonObject, word: Respell): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, member]): [string, Json] => {
      if (["name", "style", "end", "kind", "format", "operations"].includes(key)) return [key, member];
      if (isObject(member)) return [key, wanted(member, word)];
      if (Array.isArray(member))
        return [key, member.map((each: Json) => (typeof each === "string" ? reference(each, word) : each))];
      return [key, typeof member === "string" ? reference(member, word) : member];
    }),
  );
}

function reference(text: string, word: Respell): string {
  return text.split("/").map(word).join("/");
}

function spell(name: string, spelling: Spelling): string {
  const words = wordsOf(name);
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  switch (spelling) {
    case "camelCase":
      return words.map((each, index) => (index === 0 ? each : capital(each))).join("");
    case "PascalCase":
      return words.map(capital).join("");
    case "snake_case":
      return words.join("_");
    case "kebab-case":
      return words.join("-");
    case "flatcase":
      return words.join("");
  }
}
