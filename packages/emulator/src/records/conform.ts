import type { Json } from "@waybill/sync/connector";
import { fits } from "../document/fits.ts";
import { isArray, isObject } from "../document/pointer.ts";
import { alternatives, arrayOf, type Schema, type SchemaReader } from "../document/schema.ts";
import type { Making } from "./making.ts";
import { valueFor } from "./value.ts";

const deepest = 12;

/**
 * A value that a client sent (or that another operation describes) as this schema describes it: what is required and missing is made, what is
 * forbidden or for writing only is left out. Values that are there stay as they are.
 */
export function conform(
  value: Json,
  declared: Json | undefined,
  options: { reader: SchemaReader; making: Making },
  depth = 0,
): Json {
  const { reader } = options;
  const schema = reader.flat(declared);
  if (depth > deepest || fits(value, schema, reader)) return value;
  if (alternatives(schema).length > 0 && !isArray(value)) return conformToOne(value, schema, options, depth);
  if (isArray(value)) return value.map((each) => conform(each, schema["items"], options, depth + 1));
  return isObject(value) ? conformMembers(value, schema, { ...options, depth }) : value;
}

/** Of alternatives the first that the value can be made one of. */
function conformToOne(
  value: Json,
  schema: Schema,
  options: { reader: SchemaReader; making: Making },
  depth: number,
): Json {
  for (const option of alternatives(schema)) {
    const made = conform(value, options.reader.chosen(schema, option), options, depth + 1);
    if (fits(made, schema, options.reader)) return made;
  }
  return value;
}

function conformMembers(
  value: { readonly [name: string]: Json },
  schema: Schema,
  { depth, ...options }: { reader: SchemaReader; making: Making; depth: number },
): Json {
  const { reader, making } = options;
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const others = schema["additionalProperties"];
  const isKept = (name: string) =>
    Object.hasOwn(properties, name) ? reader.flat(properties[name])["writeOnly"] !== true : others !== false;
  const kept = Object.entries(value)
    .filter(([name]) => isKept(name))
    .map(([name, member]) => [name, conform(member, properties[name] ?? others, options, depth + 1)] as const);
  const missing = arrayOf(schema["required"])
    .filter((name): name is string => typeof name === "string" && !Object.hasOwn(value, name))
    .filter((name) => isKept(name))
    .map((name) => {
      const make = { reader, making: { ...making, field: name }, fullness: "sparse" } as const;
      return [name, valueFor(properties[name] ?? others, make)] as const;
    });
  return Object.fromEntries([...kept, ...missing]);
}
