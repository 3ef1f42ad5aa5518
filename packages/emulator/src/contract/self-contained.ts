import type { Json, JsonObject } from "@waybill/sync/connector";
import { isArray, isObject } from "../document/pointer.ts";
import { arrayOf, type Schema, type SchemaReader } from "../document/schema.ts";

export interface SelfContainedOptions {
  readonly reader: SchemaReader;
  /** Is a part of the object enough? True for PATCH, whose bodies are patches. */
  readonly partial: boolean;
  /** Members that the vendor writes: nobody has to send them. */
  readonly own: ReadonlySet<string>;
}

/**
 * A schema of the document as one that stands alone, for requests: what it refers to is under `$defs`, members that only answers carry (`readOnly`)
 * are not asked for, and what says nothing about validity is left out.
 */
export function selfContained(schema: Json, options: SelfContainedOptions): JsonObject {
  const names = new Map<string, string>();
  const definitions: { [name: string]: Json } = {};
  const refer = (ref: string): Json => {
    const known = names.get(ref);
    if (known !== undefined) return { $ref: `#/$defs/${known}` };
    const name = `d${names.size}`;
    names.set(ref, name);
    definitions[name] = {}; // a schema that contains itself finds its own name
    definitions[name] = copy(options.reader.resolve({ $ref: ref }));
    return { $ref: `#/$defs/${name}` };
  };
  const copy = (value: Json | undefined): Json => {
    if (typeof value === "boolean") return value;
    if (!isObject(value)) return {};
    const ref = value["$ref"];
    if (typeof ref === "string") return refer(ref);
    const members = Object.entries(value).flatMap(([keyword, member]) => copyMember(keyword, member, value));
    return nullable(Object.fromEntries(members), value["nullable"] === true);
  };
  const copyMember = (keyword: string, member: Json, holder: Schema): readonly (readonly [string, Json])[] => {
    if (maps.has(keyword) && isObject(member))
      return [[keyword, Object.fromEntries(Object.entries(member).map(([name, each]) => [name, copy(each)]))]];
    if (lists.has(keyword) && isArray(member)) return [[keyword, member.map(copy)]];
    if (schemas.has(keyword) && !isArray(member)) return [[keyword, copy(member)]];
    if (keyword === "required") return options.partial ? [] : [[keyword, askedFor(holder, options)]];
    return plain(keyword, member) ? [[keyword, member]] : [];
  };
  const root = copy(schema);
  return { ...(isObject(root) ? root : {}), $defs: definitions };
}

const maps = new Set(["properties", "patternProperties", "dependentSchemas"]);
const lists = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const schemas = new Set(["items", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else"]);
const facts = new Set([
  "type",
  "enum",
  "const",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
]);
/** Formats are notes (JSON Schema 2020-12, section 7.2.1); these are those that every vendor checks. */
const checkedFormats = new Set<Json>(["date", "date-time", "uuid", "email"]);

function plain(keyword: string, member: Json): boolean {
  if (keyword === "format") return checkedFormats.has(member);
  if (keyword === "pattern") return typeof member === "string" && isPattern(member);
  return facts.has(keyword);
}

/** Patterns of other dialects cannot be held against anything. */
function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u").source !== "";
  } catch {
    return false;
  }
}

/** Required members of a request: OpenAPI 3.1 asks for `readOnly` ones in answers only. */
function askedFor(schema: Schema, { reader, own }: SelfContainedOptions): readonly Json[] {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  return arrayOf(schema["required"]).filter((name) => {
    if (typeof name !== "string" || own.has(name)) return false;
    return !Object.hasOwn(properties, name) || reader.flat(properties[name])["readOnly"] !== true;
  });
}

/** What OpenAPI 3.0 wrote for null. */
const nullable = (schema: JsonObject, isNullable: boolean): JsonObject =>
  isNullable ? { anyOf: [schema, { type: "null" }] } : schema;
