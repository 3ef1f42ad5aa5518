import type { Json, JsonObject } from "@waybill/sync/connector";
import { arrayAt, isArray, isObject, numberAt, textAt } from "../../load/json/json-value.ts";
import type { References } from "../../load/json/references.ts";
import { remember } from "../words/remember.ts";
import { requiredFields } from "./required-fields.ts";

/** What a schema says about a value, its `$ref`s, `allOf` and alternatives taken together. Fields are schemas still to be read. */
export interface Shape {
  readonly types: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, Json>;
  /** Fields that no object is without, whichever alternative it is of. */
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
    const read = isComposed(schema) ? partsOf(schema, references) : { parts: [schema], ofAlternatives: NO_PARTS };
    const shape = new MergedShape(read, () => requiredFields(schema, references));
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

/** The schemas that say something about one value, and which of them are, or are within, an alternative. */
interface Parts {
  readonly parts: readonly JsonObject[];
  readonly ofAlternatives: ReadonlySet<JsonObject>;
}

/**
 * The schemas that say something about one value: the schema, what it refers to, what it is composed of. Circles are cut, and a chain may be longer
 * than the stack is deep.
 */
function partsOf(schema: JsonObject, references: References): Parts {
  const parts: JsonObject[] = [];
  const ofAlternatives = new Set<JsonObject>();
  const seen = new Set<object>();
  const stack: (readonly [part: Json | undefined, isAlternative: boolean])[] = [[schema, false]];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [value, isAlternative] = next;
    if (!isObject(value) || seen.has(value)) continue;
    seen.add(value);
    parts.push(value);
    if (isAlternative) ofAlternatives.add(value);
    if (!isComposed(value)) continue;
    const { together, alternatives } = inside(value, references);
    stack.push(...alternatives.map((part) => [part, true] as const).toReversed());
    stack.push(...together.map((part) => [part, isAlternative] as const).toReversed());
  }
  return { parts, ofAlternatives };
}

/** Most schemas are not. */
function isComposed(value: JsonObject): boolean {
  return "$ref" in value || "allOf" in value || "anyOf" in value || "oneOf" in value || isArray(value["items"]);
}

/** False where a schema surely names no fields: known without reading it. */
export function mayHaveFields(schema: Json): boolean {
  return isObject(schema) && ("properties" in schema || isComposed(schema));
}

interface Inside {
  readonly together: readonly (Json | undefined)[];
  readonly alternatives: readonly Json[];
}

function inside(value: JsonObject, references: References): Inside {
  const target = typeof value["$ref"] === "string" ? [references.resolve(value)] : [];
  // A tuple where no array is declared: documents of version 2 write alternatives this way.
  const tuple = value["type"] !== "array" && isArray(value["items"]) ? value["items"] : [];
  return {
    together: [...target, ...arrayAt(value, "allOf")],
    alternatives: [...arrayAt(value, "anyOf"), ...arrayAt(value, "oneOf"), ...tuple],
  };
}

/** What is asked of nearly every shape is gathered once; the rest when it is asked for. */
class MergedShape implements Shape {
  readonly parts: readonly JsonObject[];
  readonly fields: ReadonlyMap<string, Json>;
  readonly items: Json | undefined;
  readonly types: ReadonlySet<string>;
  readonly #requiredBy: () => ReadonlySet<string>;
  #required: ReadonlySet<string> | undefined;

  constructor({ parts, ofAlternatives }: Parts, requiredBy: () => ReadonlySet<string>) {
    this.parts = parts;
    this.#requiredBy = requiredBy;
    this.fields = fieldsOf(parts, ofAlternatives);
    this.items = itemsOf(parts);
    this.types = typesOf(parts, { hasFields: this.fields.size > 0, hasItems: this.items !== undefined });
  }

  get required(): ReadonlySet<string> {
    return (this.#required ??= this.#requiredBy());
  }

  get isMap(): boolean {
    return this.fields.size === 0 && this.parts.some((part) => isObject(part["additionalProperties"]));
  }

  get format(): string | undefined {
    return firstText(this.parts, "format");
  }

  get values(): readonly Json[] {
    return this.parts.flatMap((part) => ("const" in part ? [part["const"] ?? null] : arrayAt(part, "enum")));
  }

  get fallback(): Json | undefined {
    return this.parts.find((part) => part["default"] !== undefined)?.["default"];
  }

  get maximum(): number | undefined {
    return firstNumber(this.parts, "maximum");
  }

  get minimum(): number | undefined {
    return firstNumber(this.parts, "minimum");
  }

  get pattern(): string | undefined {
    return firstText(this.parts, "pattern");
  }

  get description(): string {
    return describe(firstText(this.parts, "title"), firstText(this.parts, "description"));
  }

  get example(): Json | undefined {
    const part = this.parts.find((each) => each["example"] !== undefined || isArray(each["examples"]));
    return part?.["example"] ?? arrayAt(part, "examples")[0];
  }
}

function describe(title: string | undefined, description: string | undefined): string {
  return title === undefined || description === undefined ? (title ?? description ?? "") : `${title}. ${description}`;
}

const NO_PARTS: ReadonlySet<JsonObject> = new Set();
const NO_FIELDS: ReadonlyMap<string, Json> = new Map();

/** What two parts say of the same field holds together, unless one of them is of an alternative. */
function fieldsOf(parts: readonly JsonObject[], ofAlternatives: Parts["ofAlternatives"]): ReadonlyMap<string, Json> {
  let fields: Map<string, Json> | undefined;
  const optional = new Set<string>();
  for (const part of parts) {
    const { properties } = part;
    if (!isObject(properties)) continue;
    fields ??= new Map();
    for (const [name, field] of Object.entries(properties)) {
      if (ofAlternatives.has(part)) optional.add(name);
      const how = optional.has(name) ? "anyOf" : "allOf";
      const known = fields.get(name);
      fields.set(name, known === undefined || known === field ? field : { [how]: [known, field] });
    }
  }
  return fields ?? NO_FIELDS;
}

function itemsOf(parts: readonly JsonObject[]): Json | undefined {
  for (const { items, type } of parts) {
    if (isObject(items)) return items;
    if (type === "array" && isArray(items)) return { anyOf: items };
  }
  return undefined;
}

function typesOf(parts: readonly JsonObject[], has: { hasFields: boolean; hasItems: boolean }): ReadonlySet<string> {
  const names: string[] = [];
  for (const { type } of parts) {
    if (typeof type === "string") names.push(type);
    else if (isArray(type)) names.push(...type.filter((name) => typeof name === "string"));
  }
  const implied = has.hasFields ? "object" : has.hasItems ? "array" : undefined;
  if (implied !== undefined && !names.includes(implied)) names.push(implied);
  const [only, ...others] = names;
  return only === undefined || others.length > 0 ? new Set(names) : onlyType(only);
}

/** Most schemas have one type. */
const onlyType = remember((type): ReadonlySet<string> => new Set([type]));

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

/** True where a value is a number, or digits in quotes. */
export function isNumeric({ types, fallback, example }: Shape): boolean {
  return types.has("integer") || types.has("number") || isDigits(fallback) || isDigits(example);
}

function isDigits(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value));
}

const NO_NAMES: ReadonlySet<string> = new Set();
const EMPTY: Shape = Object.freeze(new MergedShape({ parts: [], ofAlternatives: NO_PARTS }, () => NO_NAMES));
