import type { Json, JsonObject } from "@waybill/sync/connector";
import { isObject } from "../json/json-value.ts";

/** One `$ref` of a document. */
export interface Reference {
  /** The object that holds the `$ref`. */
  readonly holder: JsonObject;
  readonly ref: string;
  /** Member names from the root to the holder. */
  readonly path: readonly string[];
}

/** Members whose own members are names chosen by the author, so that a property called `example` is a schema and no example. */
const NAME_MAPS = new Set([
  "properties",
  "patternProperties",
  "dependentSchemas",
  "definitions",
  "$defs",
  "schemas",
  "parameters",
  "responses",
  "requestBodies",
  "headers",
  "links",
  "callbacks",
  "pathItems",
  "securitySchemes",
  "paths",
  "content",
]);
/** Members that hold data. A `$ref` in there is text. */
const DATA = new Set(["example", "examples", "default", "enum", "const", "value", "mapping"]);

interface Step {
  readonly value: Json;
  readonly path: readonly string[];
  readonly names: boolean;
}

/** Calls `visit` for every `$ref` that means a reference, each holder once, in document order. Safe on shared and on cyclic parts. */
export function walkReferences(root: Json, visit: (reference: Reference) => void): void {
  const seen = new Set<object>();
  const stack: Step[] = [{ value: root, path: [], names: false }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { value, path, names } = step;
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (!names && isObject(value) && typeof value["$ref"] === "string")
      visit({ holder: value, ref: value["$ref"], path });
    stack.push(...stepsInto(value, path, names).toReversed());
  }
}

function stepsInto(value: object, path: readonly string[], names: boolean): Step[] {
  const steps: Step[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (typeof member !== "object" || member === null) continue;
    if (names || Array.isArray(value)) steps.push({ value: member, path: [...path, key], names: false });
    else if (!DATA.has(key) && !key.startsWith("x-")) {
      steps.push({ value: member, path: [...path, key], names: NAME_MAPS.has(key) && isObject(member) });
    }
  }
  return steps;
}
