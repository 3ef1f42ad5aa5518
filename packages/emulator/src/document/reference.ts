import type { Json, JsonObject } from "@waybill/sync/connector";
import { isArray, isObject, tokensOf } from "./pointer.ts";

const maxReferences = 32;

/** Finds the object behind any `$ref`s, each once; an empty object when one leads nowhere or in a circle. */
export function follower(document: JsonObject): (value: Json | undefined) => JsonObject {
  const targets = new WeakMap<JsonObject, JsonObject>();
  return (value) => {
    if (!isObject(value)) return {};
    if (typeof value["$ref"] !== "string") return value;
    const found = targets.get(value) ?? follow(document, value);
    targets.set(value, found);
    return found;
  };
}

function follow(document: JsonObject, reference: JsonObject): JsonObject {
  let at: Json | undefined = reference;
  for (let hops = 0; hops < maxReferences; hops++) {
    if (!isObject(at)) return {};
    const ref = at["$ref"];
    if (typeof ref !== "string") return at;
    at = target(document, ref);
  }
  return {};
}

function target(document: JsonObject, ref: string): Json | undefined {
  if (!ref.startsWith("#")) return undefined;
  return tokensOf(decodeFragment(ref.slice(1))).reduce<Json | undefined>((at, token) => {
    if (isArray(at)) return at[Number(token)];
    return isObject(at) && Object.hasOwn(at, token) ? at[token] : undefined;
  }, document);
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
