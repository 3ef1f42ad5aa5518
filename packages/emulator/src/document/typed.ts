import type { Json } from "@waybill/sync/connector";
import { isArray, isObject } from "./pointer.ts";
import { alternatives, typesOf, type Schema, type SchemaReader } from "./schema.ts";

/** Text as the schema means it: `17` is a number where a number is declared. What cannot be read so stays text. */
export function typedText(text: string, schema: Schema, reader: SchemaReader): Json {
  const types = scalarTypes(schema, reader);
  if (types.has("integer") && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (types.has("number") && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (types.has("boolean") && /^(true|false)$/.test(text)) return text === "true";
  return types.has("null") && !types.has("string") && text === "" ? null : text;
}

/** The fields of a form as the schema means them, however deep. */
export function typedForm(value: Json, declared: Json | undefined, reader: SchemaReader): Json {
  const schema = reader.flat(declared);
  if (typeof value === "string") return typedText(value, schema, reader);
  if (isArray(value)) return value.map((each) => typedForm(each, itemsOf(schema, reader), reader));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, typedForm(each, memberOf(name, schema, reader), reader)]),
  );
}

/** The scalar types that a schema allows, one level of alternatives included. */
function scalarTypes(schema: Schema, reader: SchemaReader): ReadonlySet<string> {
  const own = typesOf(schema);
  const fixed = [schema["const"], ...(isArray(schema["enum"]) ? schema["enum"] : [])].map((value) => typeof value);
  const choices = alternatives(schema).flatMap((each) => typesOf(reader.flat(each)));
  return new Set([...own, ...choices, ...(own.length === 0 ? fixed.filter((type) => type !== "undefined") : [])]);
}

/** Where text may be one thing or several, the array's items count. */
export function itemsOf(schema: Schema, reader: SchemaReader): Schema {
  const holder = [schema, ...alternatives(schema).map((each) => reader.flat(each))].find(
    (each) => each["items"] !== undefined,
  );
  return reader.flat(holder?.["items"]);
}

export const isArraySchema = (schema: Schema, reader: SchemaReader): boolean =>
  [schema, ...alternatives(schema).map((each) => reader.flat(each))].some((each) => typesOf(each).includes("array"));

function memberOf(name: string, schema: Schema, reader: SchemaReader): Json | undefined {
  for (const each of [schema, ...alternatives(schema).map((choice) => reader.flat(choice))]) {
    const properties = each["properties"];
    if (isObject(properties) && Object.hasOwn(properties, name)) return properties[name];
  }
  return isObject(schema["additionalProperties"]) ? schema["additionalProperties"] : undefined;
}
