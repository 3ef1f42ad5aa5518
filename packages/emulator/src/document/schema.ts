import type { Json, JsonObject } from "@waybill/sync/connector";
import { isArray, isObject, tokensOf } from "./pointer.ts";

/** A schema object of the document: JSON Schema 2020-12 as OpenAPI 3.1 uses it. */
export type Schema = JsonObject;

/** Reads schemas of one document: follows `$ref`, merges `allOf`, remembers what it has seen. */
export interface SchemaReader {
  /** The object behind any `$ref`s; an empty object when a reference leads nowhere or in a circle. */
  resolve(value: Json | undefined): JsonObject;
  /** `resolve`, with `allOf` merged in. Alternatives (`oneOf`, `anyOf`) stay. */
  flat(value: Json | undefined): Schema;
  /** The schema of the value at `pointer` of what `schema` describes; looks into alternatives; undefined when not described. */
  at(schema: Json | undefined, pointer: string): Schema | undefined;
}

const maxReferences = 32;

export function schemaReader(document: JsonObject): SchemaReader {
  const flattened = new WeakMap<JsonObject, Schema>();

  const resolve = (value: Json | undefined): JsonObject => {
    let at = value;
    for (let hops = 0; hops < maxReferences; hops++) {
      if (!isObject(at)) return {};
      const ref = at["$ref"];
      if (typeof ref !== "string") return at;
      at = target(document, ref);
    }
    return {};
  };

  const flat = (value: Json | undefined): Schema => {
    const schema = resolve(value);
    const known = flattened.get(schema);
    if (known !== undefined) return known;
    flattened.set(schema, schema); // a schema that contains itself through allOf finds itself unmerged, and ends
    const parts = arrayOf(schema["allOf"]);
    const merged = parts.length === 0 ? schema : parts.map(flat).reduce(merge, without(schema, "allOf"));
    flattened.set(schema, merged);
    return merged;
  };

  const at = (schema: Json | undefined, pointer: string): Schema | undefined =>
    tokensOf(pointer).reduce<Schema | undefined>(
      (found, token) => (found === undefined ? undefined : step(flat(found), token)),
      flat(schema),
    );

  const step = (schema: Schema, token: string, depth = 0): Schema | undefined => {
    const properties = schema["properties"];
    if (isObject(properties) && Object.hasOwn(properties, token)) return flat(properties[token]);
    if (/^\d+$/.test(token) && schema["items"] !== undefined) return flat(schema["items"]);
    if (depth > 4) return undefined;
    for (const option of alternatives(schema)) {
      const found = step(flat(option), token, depth + 1);
      if (found !== undefined) return found;
    }
    const open = schema["additionalProperties"];
    return isObject(open) ? flat(open) : undefined;
  };

  return { resolve, flat, at };
}

/** The choices of a schema: `oneOf`, else `anyOf`. */
export function alternatives(schema: Schema): readonly Json[] {
  const one = arrayOf(schema["oneOf"]);
  return one.length > 0 ? one : arrayOf(schema["anyOf"]);
}

/** The declared types, `type` being a name or a list of names in 3.1. */
export function typesOf(schema: Schema): readonly string[] {
  const type = schema["type"];
  if (typeof type === "string") return [type];
  return arrayOf(type).filter((name): name is string => typeof name === "string");
}

/** Does the schema say that null is a value? Looks one level into alternatives. */
export function isNullable(schema: Schema, reader: SchemaReader): boolean {
  if (schema["nullable"] === true || typesOf(schema).includes("null")) return true;
  if (arrayOf(schema["enum"]).includes(null)) return true;
  return alternatives(schema).some((option) => typesOf(reader.flat(option)).includes("null"));
}

export const arrayOf = (value: Json | undefined): readonly Json[] => (isArray(value) ? value : []);

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

/** Both schemas hold: members of `properties` and `required` unite, the more particular keyword (the later one) wins. */
function merge(left: Schema, right: Schema): Schema {
  const properties = { ...objectOf(left["properties"]), ...objectOf(right["properties"]) };
  const required = [...new Set([...arrayOf(left["required"]), ...arrayOf(right["required"])])];
  return {
    ...left,
    ...right,
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(required.length > 0 ? { required } : {}),
  };
}

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

function without(schema: Schema, name: string): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== name));
}
