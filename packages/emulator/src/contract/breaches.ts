import { Validator, type OutputUnit } from "@cfworker/json-schema";
import type { Json, JsonObject } from "@waybill/sync/connector";
import { pointerTo, read, tokensOf } from "../document/pointer.ts";
import type { Breach } from "./violation.ts";

/** What is wrong with a value: where (a JSON Pointer), and what the schema asks for there. */
export type Finding = Pick<Breach, "name" | "rule" | "expected">;

/** Holds values against one schema. */
export type Judge = (value: Json) => readonly Finding[];

/**
 * A judge of one self-contained schema. The validator interprets: it needs no `eval`, which pages with a content security policy forbid, and it
 * knows the draft that OpenAPI 3.1 names.
 */
export function judgeOf(schema: JsonObject): Judge {
  const validator = new Validator(structuredClone(schema), "2020-12", false);
  return (value) => findings(validator.validate(value).errors, schema);
}

/** Keywords whose failure only says that something inside them failed. */
const around = new Set([
  "$ref",
  "properties",
  "patternProperties",
  "items",
  "prefixItems",
  "additionalProperties",
  "allOf",
  "if",
  "then",
  "else",
  "dependentSchemas",
]);
const choices = new Set(["anyOf", "oneOf"]);

function findings(errors: readonly OutputUnit[], schema: JsonObject): readonly Finding[] {
  const open = errors.filter(({ keyword }) => choices.has(keyword)).map(({ keywordLocation }) => keywordLocation);
  const told = errors.filter(
    ({ keyword, keywordLocation }) =>
      !around.has(keyword) && !open.some((choice) => keywordLocation.startsWith(`${choice}/`)),
  );
  const found = told.map((error) => finding(error, schema));
  return found.filter((each, index) => found.findIndex((other) => isSame(each, other)) === index);
}

const isSame = (a: Finding, b: Finding): boolean => a.name === b.name && a.rule === b.rule && a.expected === b.expected;

function finding({ keyword, keywordLocation, instanceLocation, error }: OutputUnit, schema: JsonObject): Finding {
  const name = instanceLocation.replace(/^#/, "");
  switch (keyword) {
    case "required":
      return { name: `${name}${pointerTo([/"(.*)"/s.exec(error)?.[1] ?? ""])}`, rule: "missing", expected: "a value" };
    case "false":
      return { name, rule: "unknown", expected: "no such member" };
    default:
      return { name, rule: "mismatch", expected: wanted(keyword, keywordAt(schema, keywordLocation)) };
  }
}

function wanted(keyword: string, value: Json | undefined): string {
  const text = value === undefined ? "of the schema" : JSON.stringify(value);
  if (choices.has(keyword)) return "one of the declared alternatives";
  if (keyword === "type") return `type ${text}`;
  if (keyword === "enum") return `one of ${text.slice(0, 200)}`;
  return `${keyword} ${text.slice(0, 200)}`;
}

/** The keyword's value; the location goes through references by their name. */
function keywordAt(schema: JsonObject, location: string): Json | undefined {
  let at: Json | undefined = schema;
  for (const token of tokensOf(location.replace(/^#/, ""))) {
    const next = read(at, pointerTo([token]));
    at = token === "$ref" && typeof next === "string" ? read(schema, next.slice(1)) : next;
  }
  return at;
}
