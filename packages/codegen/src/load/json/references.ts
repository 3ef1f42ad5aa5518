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
  const ends = new Map<string, JsonObject | undefined>();
  const resolve = (value: Json | undefined): JsonObject | undefined => {
    if (!isObject(value)) return undefined;
    if (typeof value["$ref"] !== "string") return value;
    if (ends.has(value["$ref"])) return ends.get(value["$ref"]);
    const passed = new Set<string>();
    let current: Json | undefined = value;
    while (isObject(current) && typeof current["$ref"] === "string") {
      const ref: string = current["$ref"];
      const isKnown: boolean = ends.has(ref);
      current = isKnown ? ends.get(ref) : passed.has(ref) ? undefined : target(ref);
      passed.add(ref);
      if (isKnown) break;
    }
    const end = isObject(current) ? current : undefined;
    // Each link of a chain leads to its end: a chain of thousands is walked once, not once from each link.
    for (const ref of passed) ends.set(ref, end);
    return end;
  };
  return { resolve, target };
}
