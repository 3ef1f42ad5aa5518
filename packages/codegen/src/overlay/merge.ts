import type { Json } from "@waybill/sync/connector";
import { isArray, isObject } from "../load/json/json-value.ts";

/** Two values that cannot become one. `path` leads from the selected place to them. */
export class MergeConflict extends Error {
  override readonly name = "MergeConflict" as const;
  readonly path: readonly string[];

  constructor(path: readonly string[], target: Json, given: Json) {
    super(`${article(kindOf(target))} stands there and ${article(kindOf(given))} is given`);
    this.path = path;
  }
}

/**
 * What a selected place becomes (Overlay 1.1, section "Action Object"): objects merge member by member, an array takes what is given at its
 * end, a primitive is replaced by a primitive.
 * @throws MergeConflict for any other pair
 */
export function mergeAtTarget(target: Json, given: Json): Json {
  if (isArray(target)) return [...target, ...(isArray(given) ? given : [given])];
  return merge(target, given, []);
}

function merge(target: Json, given: Json, path: readonly string[]): Json {
  if (isArray(target) && isArray(given)) return [...target, ...given];
  if (isObject(target) && isObject(given)) {
    const members = new Map(Object.entries(target));
    for (const [name, value] of Object.entries(given)) {
      const known = members.get(name);
      members.set(name, known === undefined ? value : merge(known, value, [...path, name]));
    }
    // fromEntries defines members instead of assigning them, so `__proto__` sets no prototype.
    return Object.fromEntries(members);
  }
  if (kindOf(target) !== "single value" || kindOf(given) !== "single value")
    throw new MergeConflict(path, target, given);
  return given;
}

function kindOf(value: Json): "array" | "object" | "single value" {
  if (isArray(value)) return "array";
  return isObject(value) ? "object" : "single value";
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}
