import type { Json, JsonObject } from "@waybill/sync/connector";
import { merge } from "./merge.ts";
import { isArray, isObject, tokensOf } from "./pointer.ts";
import { follower } from "./reference.ts";

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
  /** The members of an object: the declared ones, and those that are required without being declared. */
  members(schema: Schema): readonly Member[];
  /** One of a schema's alternatives with everything that the schema itself demands. */
  chosen(schema: Schema, option: Json): Schema;
}

/** One member that a schema describes. */
export interface Member {
  readonly name: string;
  readonly member: Schema;
  readonly required: boolean;
  readonly nullable: boolean;
}

export function schemaReader(document: JsonObject): SchemaReader {
  const flattened = new WeakMap<JsonObject, Schema>();

  const resolve = follower(document);

  const flat = (value: Json | undefined): Schema => {
    const schema = isObject(value) && hasSiblings(value) ? value : resolve(value);
    const known = flattened.get(schema);
    if (known !== undefined) return known;
    if (schema["$ref"] !== undefined) return remember(schema, merge(flat(resolve(schema)), without(schema, ["$ref"])));
    flattened.set(schema, schema); // a schema that contains itself through allOf finds itself unmerged, and ends
    const parts = arrayOf(schema["allOf"]);
    if (parts.length === 0) return schema;
    return remember(schema, parts.map(flat).reduce(merge, without(schema, ["allOf"])));
  };

  const remember = (schema: JsonObject, merged: Schema): Schema => {
    flattened.set(schema, merged);
    return merged;
  };

  const options = new WeakMap<Schema, Map<Json, Schema>>();
  const chosen = (schema: Schema, option: Json): Schema => {
    const known = options.get(schema) ?? new Map<Json, Schema>();
    options.set(schema, known);
    const found = known.get(option) ?? withDemands(schema, flat(option));
    known.set(option, found);
    return found;
  };

  const withDemands = (schema: Schema, option: Schema): Schema => {
    const own = without(schema, [schema["oneOf"] === undefined ? "anyOf" : "oneOf", ...annotations]);
    return Object.keys(own).length === 0 ? option : flat(merge(own, option));
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

  return { resolve, flat, at, chosen, members: memberReader(flat) };
}

/** Keywords that demand nothing of a value. */
const annotations = [
  "title",
  "description",
  "discriminator",
  "example",
  "examples",
  "default",
  "deprecated",
  "nullable",
];

function memberReader(flat: (value: Json) => Schema): SchemaReader["members"] {
  const known = new WeakMap<Schema, readonly Member[]>();
  return (schema) => {
    const found = known.get(schema) ?? membersOf(schema, flat);
    known.set(schema, found);
    return found;
  };
}

function membersOf(schema: Schema, flat: (value: Json) => Schema): readonly Member[] {
  const required = new Set(arrayOf(schema["required"]).filter((name) => typeof name === "string"));
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const others = isObject(schema["additionalProperties"]) ? schema["additionalProperties"] : {};
  const missing = [...required].filter((name) => !Object.hasOwn(properties, name));
  const describe = (name: string, declared: Json): Member => {
    const member = flat(declared);
    return { name, member, required: required.has(name), nullable: isNullable(member, { flat }) };
  };
  return [
    ...Object.entries(properties).map(([name, declared]) => describe(name, declared)),
    ...missing.map((name) => describe(name, others)),
  ];
}

/** In 3.1 what stands beside a `$ref` holds as well. */
const hasSiblings = (value: JsonObject): boolean =>
  typeof value["$ref"] === "string" &&
  Object.keys(value).some((name) => name !== "$ref" && !annotations.includes(name) && !name.startsWith("x-"));

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

/** The first declared type that is not null; without one, what the keywords imply. */
export function mainTypeOf(schema: Schema): string {
  const declared = typesOf(schema).find((type) => type !== "null") ?? typesOf(schema)[0];
  if (declared !== undefined) return declared;
  if (schema["properties"] !== undefined || schema["additionalProperties"] !== undefined) return "object";
  if (schema["items"] !== undefined) return "array";
  if (schema["minimum"] !== undefined || schema["maximum"] !== undefined) return "number";
  return "string";
}

/** Does the schema say that null is a value? `nullable` is no keyword of 3.1. */
export function isNullable(schema: Schema, reader: Pick<SchemaReader, "flat">): boolean {
  const types = typesOf(schema);
  const choices = arrayOf(schema["enum"]);
  if (choices.length > 0 && !choices.includes(null)) return false;
  if (schema["const"] !== undefined) return schema["const"] === null;
  if (types.length > 0 && !types.includes("null")) return false;
  const options = alternatives(schema);
  if (options.length > 0) return options.some((option) => typesOf(reader.flat(option)).includes("null"));
  return types.length > 0 || choices.includes(null);
}

export const arrayOf = (value: Json | undefined): readonly Json[] => (isArray(value) ? value : []);

function without(schema: Schema, names: readonly string[]): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !names.includes(key)));
}
