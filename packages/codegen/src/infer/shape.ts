import type { Json, JsonObject } from "@waybill/sync/connector";
import { arrayAt, isArray, isObject, numberAt, objectAt, textAt } from "../load/json-value.ts";
import type { References } from "../load/references.ts";

/** What a schema says about a value, its `$ref`s, `allOf` and alternatives taken together. Fields are schemas still to be read. */
export interface Shape {
  readonly types: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, Json>;
  readonly required: ReadonlySet<string>;
  /** Schema of the items, where it is an array. */
  readonly items: Json | undefined;
  /** True where any member name is allowed and none is named: a map. */
  readonly isMap: boolean;
  readonly format: string | undefined;
  readonly values: readonly Json[];
  readonly fallback: Json | undefined;
  readonly maximum: number | undefined;
  readonly minimum: number | undefined;
  readonly pattern: string | undefined;
  readonly description: string;
  readonly example: Json | undefined;
  /** The parts themselves, for what only one question asks of them. */
  readonly parts: readonly JsonObject[];
}

/** Reads schemas of one document; each is read once. */
export type ShapeReader = (schema: Json | undefined) => Shape;

export function createShapeReader(references: References): ShapeReader {
  const known = new WeakMap<object, Shape>();
  const reader: ShapeReader = (schema) => {
    if (!isObject(schema)) return EMPTY;
    // A bare reference says nothing of its own: what it names is read once, however often it is named.
    const target = isBare(schema) ? references.resolve(schema) : undefined;
    if (target !== undefined) return reader(target);
    const before = known.get(schema);
    if (before !== undefined) return before;
    const shape = mergeParts(partsOf(schema, references));
    known.set(schema, shape);
    return shape;
  };
  return reader;
}

function isBare(schema: JsonObject): boolean {
  if (typeof schema["$ref"] !== "string") return false;
  for (const name in schema) if (name !== "$ref") return false;
  return true;
}

/**
 * The schemas that say something about one value: the schema, what it refers to, what it is composed of. Circles are cut, and a chain may be longer
 * than the stack is deep.
 */
function partsOf(schema: JsonObject, references: References): readonly JsonObject[] {
  const parts: JsonObject[] = [];
  const seen = new Set<object>();
  const stack: (Json | undefined)[] = [schema];
  while (stack.length > 0) {
    const value = stack.pop();
    if (!isObject(value) || seen.has(value)) continue;
    seen.add(value);
    parts.push(value);
    if (isComposed(value)) stack.push(...inside(value, references).toReversed());
  }
  return parts;
}

/** Most schemas are not. */
function isComposed(value: JsonObject): boolean {
  return "$ref" in value || "allOf" in value || "anyOf" in value || "oneOf" in value || isArray(value["items"]);
}

function inside(value: JsonObject, references: References): readonly (Json | undefined)[] {
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((key) => arrayAt(value, key));
  const target = typeof value["$ref"] === "string" ? [references.resolve(value)] : [];
  // A tuple where no array is declared: documents of version 2 write alternatives this way.
  const tuple = value["type"] !== "array" && isArray(value["items"]) ? value["items"] : [];
  return [...target, ...parts, ...tuple];
}

function mergeParts(parts: readonly JsonObject[]): Shape {
  const fields = new Map<string, Json>();
  const required = new Set<string>();
  for (const part of parts) {
    for (const [name, field] of Object.entries(objectAt(part, "properties"))) addField(fields, name, field);
    for (const name of arrayAt(part, "required")) if (typeof name === "string") required.add(name);
  }
  const items = itemsOf(parts);
  return {
    types: typesOf(parts, { hasFields: fields.size > 0, hasItems: items !== undefined }),
    fields,
    required,
    items,
    isMap: fields.size === 0 && parts.some((part) => isObject(part["additionalProperties"])),
    format: firstText(parts, "format"),
    values: parts.flatMap((part) => ("const" in part ? [part["const"] ?? null] : arrayAt(part, "enum"))),
    fallback: parts.find((part) => part["default"] !== undefined)?.["default"],
    maximum: firstNumber(parts, "maximum"),
    minimum: firstNumber(parts, "minimum"),
    pattern: firstText(parts, "pattern"),
    description: describe(firstText(parts, "title"), firstText(parts, "description")),
    example: exampleOf(parts),
    parts,
  };
}

function describe(title: string | undefined, description: string | undefined): string {
  return title === undefined || description === undefined ? (title ?? description ?? "") : `${title}. ${description}`;
}

/** What two parts say of the same field holds together. */
function addField(fields: Map<string, Json>, name: string, field: Json): void {
  const known = fields.get(name);
  fields.set(name, known === undefined || known === field ? field : { allOf: [known, field] });
}

function itemsOf(parts: readonly JsonObject[]): Json | undefined {
  const holder = parts.find((part) => isObject(part["items"]) || (part["type"] === "array" && isArray(part["items"])));
  const items = holder?.["items"];
  return isArray(items) ? { anyOf: items } : items;
}

function typesOf(parts: readonly JsonObject[], has: { hasFields: boolean; hasItems: boolean }): ReadonlySet<string> {
  const types = new Set<string>();
  for (const part of parts) {
    const type = part["type"];
    for (const name of isArray(type) ? type : [type]) if (typeof name === "string") types.add(name);
  }
  if (has.hasFields) types.add("object");
  if (has.hasItems && !types.has("array") && !has.hasFields) types.add("array");
  return types;
}

function firstText(parts: readonly JsonObject[], key: string): string | undefined {
  for (const part of parts) {
    const text = textAt(part, key);
    if (text !== undefined) return text;
  }
  return undefined;
}

function firstNumber(parts: readonly JsonObject[], key: string): number | undefined {
  for (const part of parts) {
    const number = numberAt(part, key);
    if (number !== undefined) return number;
  }
  return undefined;
}

function exampleOf(parts: readonly JsonObject[]): Json | undefined {
  const part = parts.find((each) => each["example"] !== undefined || isArray(each["examples"]));
  return part?.["example"] ?? arrayAt(part, "examples")[0];
}

/** True where a value is a number, or digits in quotes. */
export function isNumeric({ types, fallback, example }: Shape): boolean {
  return types.has("integer") || types.has("number") || isDigits(fallback) || isDigits(example);
}

function isDigits(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value));
}

const EMPTY: Shape = Object.freeze(mergeParts([]));
