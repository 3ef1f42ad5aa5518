import type { Json } from "@waybill/sync/connector";
import { isArray, isObject } from "./pointer.ts";
import { fitsFormat } from "./format.ts";
import { matchesPattern } from "./pattern.ts";
import { arrayOf, typesOf, type Schema, type SchemaReader } from "./schema.ts";

const deepest = 24;

/** Is the value one that the schema allows? For what is made here: keywords that nothing here makes values by are not looked at. */
export function fits(value: Json, declared: Json | undefined, reader: SchemaReader, depth = 0): boolean {
  if (declared === false) return false;
  if (depth > deepest) return true;
  const schema = reader.flat(declared);
  if (!fitsType(value, schema) || !fitsConstants(value, schema)) return false;
  const inner = (each: Json, within: Json | undefined) => fits(each, within, reader, depth + 1);
  if (!fitsAlternatives(schema, (option) => inner(value, option))) return false;
  if (typeof value === "string") return fitsText(value, schema);
  if (typeof value === "number") return fitsNumber(value, schema);
  if (isArray(value)) return fitsLength(value.length, schema) && value.every((each) => inner(each, schema["items"]));
  return !isObject(value) || fitsMembers(value, schema, inner);
}

function fitsType(value: Json, schema: Schema): boolean {
  const types = typesOf(schema);
  return types.length === 0 || types.some((type) => isOfType(value, type));
}

function isOfType(value: Json, type: string): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function fitsConstants(value: Json, schema: Schema): boolean {
  const choices = arrayOf(schema["enum"]);
  if (schema["const"] === undefined && choices.length === 0) return true;
  const text = JSON.stringify(value);
  if (schema["const"] !== undefined && JSON.stringify(schema["const"]) !== text) return false;
  return choices.length === 0 || choices.some((choice) => JSON.stringify(choice) === text);
}

function fitsAlternatives(schema: Schema, fitsOption: (option: Json) => boolean): boolean {
  const [one, any] = [arrayOf(schema["oneOf"]), arrayOf(schema["anyOf"])];
  if (any.length > 0 && !any.some(fitsOption)) return false;
  return one.length === 0 || one.filter(fitsOption).length === 1;
}

/** Is the text one that the schema's keywords for texts allow? */
export function fitsText(text: string, { minLength, maxLength, pattern, format }: Schema): boolean {
  const isBounded = typeof minLength === "number" || typeof maxLength === "number";
  const length = isBounded ? Array.from(text).length : 0;
  if (typeof minLength === "number" && length < minLength) return false;
  if (typeof maxLength === "number" && length > maxLength) return false;
  return matchesPattern(pattern, text) && (typeof format !== "string" || fitsFormat(format, text));
}

export function fitsNumber(value: number, schema: Schema): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (typeof minimum === "number" && value < minimum) return false;
  if (typeof maximum === "number" && value > maximum) return false;
  if (typeof exclusiveMinimum === "number" && value <= exclusiveMinimum) return false;
  return typeof exclusiveMaximum !== "number" || value < exclusiveMaximum;
}

const fitsLength = (length: number, { minItems, maxItems }: Schema): boolean =>
  !(typeof minItems === "number" && length < minItems) && !(typeof maxItems === "number" && length > maxItems);

function fitsMembers(
  value: { readonly [name: string]: Json },
  schema: Schema,
  inner: (value: Json, declared: Json | undefined) => boolean,
): boolean {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const others = schema["additionalProperties"];
  if (!arrayOf(schema["required"]).every((name) => typeof name !== "string" || Object.hasOwn(value, name)))
    return false;
  return Object.entries(value).every(([name, member]) => {
    if (Object.hasOwn(properties, name)) return inner(member, properties[name]);
    return others === false ? false : !isObject(others) || inner(member, others);
  });
}
