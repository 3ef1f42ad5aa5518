import type { Json, JsonObject } from "@waybill/sync/connector";
import { arrayAt, isArray, isObject, objectAt, textAt } from "../load/json/json-value.ts";
import { rewrite } from "../load/json/rewrite.ts";

const TYPES = new Set(["null", "boolean", "integer", "number", "string", "array", "object"]);

/**
 * A schema without what JSON Schema has no meaning for, and the writer of types would stop at or write something untrue for: a type that does not
 * exist, an enumeration of nothing, a discriminator without a property.
 */
export function soundSchema(schema: JsonObject): JsonObject {
  return rewrite(schema, (key, member) => {
    const sound = SOUND.get(key);
    return sound === undefined ? member : sound(member, schema);
  });
}

const SOUND: ReadonlyMap<string, (written: Json, schema: JsonObject) => Json | undefined> = new Map([
  ["type", typeOf],
  ["enum", enumOf],
  ["const", constOf],
  ["default", defaultOf],
  ["discriminator", discriminatorOf],
  ["required", requiredOf],
]);

function typeOf(written: Json | undefined): Json | undefined {
  if (!isArray(written)) return typeof written === "string" && TYPES.has(written) ? written : undefined;
  const known = [...new Set(written)].filter((type) => typeof type === "string" && TYPES.has(type));
  if (known.length === written.length) return written;
  return known.length > 1 ? known : known[0];
}

/** Values of an object are no text: what is listed there describes something else. */
function enumOf(values: Json, { type }: JsonObject): Json | undefined {
  const isOfObjects = typeOf(type) === "object";
  return isArray(values) && values.length > 0 && !isOfObjects && values.every(isPlain) ? values : undefined;
}

/** Objects as constants are data in the midst of schemas, and would be read as such. */
function constOf(value: Json): Json | undefined {
  return isPlain(value) ? value : undefined;
}

/** A default shows in a comment, and there as text. */
function defaultOf(value: Json): Json {
  return isPlain(value) ? value : JSON.stringify(value, null, 2);
}

function isPlain(value: Json): boolean {
  return typeof value !== "object" || value === null;
}

function requiredOf(written: Json): Json | undefined {
  if (typeof written === "boolean") return written;
  if (!isArray(written)) return undefined;
  return written.every((name) => typeof name === "string")
    ? written
    : written.filter((name) => typeof name === "string");
}

function discriminatorOf(written: Json): Json | undefined {
  if (!isObject(written) || textAt(written, "propertyName") === undefined) return undefined;
  const mapping = objectAt(written, "mapping");
  return Object.values(mapping).every((target) => typeof target === "string") &&
    arrayAt(written, "mapping").length === 0
    ? written
    : { propertyName: textAt(written, "propertyName") ?? "" };
}
