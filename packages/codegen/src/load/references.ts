import type { Json, JsonObject } from "@waybill/sync/connector";
import { parsePointer, valueAt } from "./json-pointer.ts";
import { isObject } from "./json-value.ts";

/** Follows the local `$ref`s of one document. */
export interface References {
  /** The object that a value stands for: itself, or the end of its chain of `$ref`s. Undefined where the chain ends nowhere or in itself. */
  resolve(value: Json | undefined): JsonObject | undefined;
  /** The value a local `$ref` names, one step. */
  target(ref: string): Json | undefined;
}

/** References are looked up when asked for and remembered, so that large documents cost only what is used of them. */
export function createReferences(document: JsonObject): References {
  const targets = new Map<string, Json | undefined>();
  const target = (ref: string): Json | undefined => {
    if (!ref.startsWith("#")) return undefined;
    if (!targets.has(ref)) targets.set(ref, valueAt(document, parsePointer(ref.slice(1))));
    return targets.get(ref);
  };
  const resolve = (value: Json | undefined): JsonObject | undefined => {
    const passed = new Set<string>();
    let current = value;
    while (isObject(current) && typeof current["$ref"] === "string") {
      const ref = current["$ref"];
      if (passed.has(ref)) return undefined;
      passed.add(ref);
      current = target(ref);
    }
    return isObject(current) ? current : undefined;
  };
  return { resolve, target };
}
