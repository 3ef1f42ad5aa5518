import type { Json } from "@waybill/sync/connector";
import { fits } from "../document/fits.ts";
import { isArray, isObject } from "../document/pointer.ts";
import { alternatives, arrayOf, typesOf, type Schema, type SchemaReader } from "../document/schema.ts";
import { converted } from "./converted.ts";
import type { Making } from "./making.ts";
import { valueFor } from "./value.ts";

const deepest = 12;

export interface ConformOptions {
  readonly reader: SchemaReader;
  readonly making: Making;
  /** Values that are there and are none of the schema's: they stay as they are, or are read as what the schema wants instead. */
  readonly misfits: "keep" | "convert";
}

/**
 * A value that a client sent (or that another operation describes) as this schema describes it: what is required and missing is made, what is
 * forbidden or for writing only is left out.
 */
export function conform(value: Json, declared: Json | undefined, options: ConformOptions, depth = 0): Json {
  const { reader } = options;
  const schema = reader.flat(declared);
  if (depth > deepest || fits(value, schema, reader)) return value;
  const made = conformParts(value, schema, options, depth);
  const isWrong = options.misfits === "convert" && !(isSameKind(made, schema) || fits(made, schema, reader));
  return isWrong ? converted(made, schema, options) : made;
}

function conformParts(value: Json, schema: Schema, options: ConformOptions, depth: number): Json {
  if (alternatives(schema).length > 0 && !isArray(value)) return conformToOne(value, schema, options, depth);
  if (isArray(value)) return value.map((each) => conform(each, schema["items"], options, depth + 1));
  return isObject(value) ? conformMembers(value, schema, { ...options, depth }) : value;
}

/** An object where an object is wanted, or a list where a list is: what is wrong in it was set right in its parts, as far as it can be. */
const isSameKind = (value: Json, schema: Schema): boolean =>
  typeof value === "object" &&
  value !== null &&
  (typesOf(schema).length === 0 || typesOf(schema).includes(isArray(value) ? "array" : "object"));

/** Of alternatives the first that the value can be made one of. */
function conformToOne(value: Json, schema: Schema, options: ConformOptions, depth: number): Json {
  // what fits one of them as it is comes before what another would make of it
  const ways = options.misfits === "convert" ? (["keep", "convert"] as const) : (["keep"] as const);
  for (const misfits of ways)
    for (const option of alternatives(schema)) {
      const made = conform(value, options.reader.chosen(schema, option), { ...options, misfits }, depth + 1);
      if (fits(made, schema, options.reader)) return made;
    }
  return value;
}

function conformMembers(
  value: { readonly [name: string]: Json },
  schema: Schema,
  { depth, ...options }: ConformOptions & { depth: number },
): Json {
  const { reader, making } = options;
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const others = schema["additionalProperties"];
  const isKept = (name: string) =>
    Object.hasOwn(properties, name) ? reader.flat(properties[name])["writeOnly"] !== true : others !== false;
  const kept = Object.entries(value)
    .filter(([name]) => isKept(name))
    .map(([name, member]) => {
      const inside = { ...options, making: { ...making, field: name } };
      return [name, conform(member, properties[name] ?? others, inside, depth + 1)] as const;
    });
  const missing = arrayOf(schema["required"])
    .filter((name): name is string => typeof name === "string" && !Object.hasOwn(value, name))
    .filter((name) => isKept(name))
    .map((name) => {
      const make = { reader, making: { ...making, field: name }, fullness: "sparse" } as const;
      return [name, valueFor(properties[name] ?? others, make)] as const;
    });
  return Object.fromEntries([...kept, ...missing]);
}
