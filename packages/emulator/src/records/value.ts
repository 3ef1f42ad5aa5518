import type { Json, JsonObject } from "@waybill/sync/connector";
import { isObject } from "../document/pointer.ts";
import { alternatives, arrayOf, isNullable, typesOf, type Schema, type SchemaReader } from "../document/schema.ts";
import type { Making } from "./making.ts";
import { numberFor } from "./number.ts";
import { stringFor } from "./string.ts";

/** How much of a schema is filled. `sparse`: required members only, empty arrays (an envelope). */
export type Fullness = "rich" | "sparse";

interface At {
  readonly reader: SchemaReader;
  readonly making: Making;
  readonly fullness: Fullness;
  readonly depth: number;
  /** Schemas being made right now: a circle is cut at its second turn. */
  readonly open: ReadonlySet<Schema>;
}

/** Optional members are made down to this depth; required ones a few levels further. */
const optionalDepth = 3;
const hardDepth = 8;
/** Share of nullable members that are null, and of optional members that are left out. */
const nullShare = 0.12;
const absentShare = 0.08;

/** A value that `schema` describes. The sequence in `making` decides what is left open. */
export function valueFor(
  schema: Json | undefined,
  options: { reader: SchemaReader; making: Making; fullness: Fullness },
): Json {
  return make(schema, { ...options, depth: 0, open: new Set() });
}

function make(declared: Json | undefined, at: At): Json {
  const schema = at.reader.flat(declared);
  if (schema["const"] !== undefined) return structuredClone(schema["const"]);
  const choices = arrayOf(schema["enum"]).filter((value) => value !== null);
  if (choices.length > 0) return structuredClone(at.making.words.faker.helpers.arrayElement(choices));
  if (alternatives(schema).length > 0) return makeAlternative(schema, at);
  return makeTyped(schema, at);
}

function makeTyped(schema: Schema, at: At): Json {
  switch (typeOf(schema)) {
    case "object":
      return makeObject(schema, at);
    case "array":
      return makeArray(schema, at);
    case "integer":
    case "number":
      return numberFor(schema, at.making);
    case "boolean":
      return at.making.words.random.next() < 0.5;
    case "null":
      return null;
    default:
      return stringFor(schema, at.making);
  }
}

/** The first declared type that is not null; without one, what the keywords imply. */
function typeOf(schema: Schema): string {
  const declared = typesOf(schema).find((type) => type !== "null") ?? typesOf(schema)[0];
  if (declared !== undefined) return declared;
  if (schema["properties"] !== undefined || schema["additionalProperties"] !== undefined) return "object";
  if (schema["items"] !== undefined) return "array";
  if (schema["minimum"] !== undefined || schema["maximum"] !== undefined) return "number";
  return "string";
}

/** Near the surface any choice; deeper the simplest one, which keeps expandable objects to their id. */
function makeAlternative(schema: Schema, at: At): Json {
  const options = alternatives(schema).filter(
    (option) =>
      !typesOf(at.reader.flat(option)).every((type) => type === "null") || typesOf(at.reader.flat(option)).length === 0,
  );
  const closed = options.filter((option) => !at.open.has(at.reader.flat(option)));
  const pool = closed.length > 0 ? closed : options;
  const simple = pool.find((option) => !["object", "array"].includes(typeOf(at.reader.flat(option))));
  const chosen = at.depth > 0 && simple !== undefined ? simple : at.making.words.faker.helpers.arrayElement([...pool]);
  const { oneOf: _one, anyOf: _any, ...base } = schema;
  const made = make(chosen, at);
  if (!isObject(made)) return made;
  const shared = isObject(base["properties"]) ? makeObject(base, at) : {};
  const whole = { ...(isObject(shared) ? shared : {}), ...made };
  const tag = discriminatorOf(schema, chosen);
  return tag === undefined ? whole : { ...whole, [tag.name]: tag.value };
}

/** OpenAPI 3.1, discriminator object: the property that names the chosen schema. */
function discriminatorOf(schema: Schema, chosen: Json | undefined): { name: string; value: string } | undefined {
  const discriminator = schema["discriminator"];
  const ref = isObject(chosen) ? chosen["$ref"] : undefined;
  if (!isObject(discriminator) || typeof ref !== "string" || typeof discriminator["propertyName"] !== "string")
    return undefined;
  const mapping = isObject(discriminator["mapping"]) ? discriminator["mapping"] : {};
  const mapped = Object.entries(mapping).find(([, to]) => to === ref)?.[0];
  return { name: discriminator["propertyName"], value: mapped ?? ref.slice(ref.lastIndexOf("/") + 1) };
}

function makeObject(schema: Schema, at: At): Json {
  const made: { [key: string]: Json } = {};
  if (at.depth > hardDepth) return made;
  const properties: JsonObject = isObject(schema["properties"]) ? schema["properties"] : {};
  const required = new Set(arrayOf(schema["required"]));
  const inside = { ...at, depth: at.depth + 1, open: new Set([...at.open, schema]) };
  for (const [name, declared] of Object.entries(properties)) {
    const member = at.reader.flat(declared);
    if (!includes(member, { required: required.has(name), at: inside })) continue;
    const value = makeMember(member, name, inside);
    Object.defineProperty(made, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return made;
}

function makeMember(member: Schema, name: string, at: At): Json {
  const { making } = at;
  const nullable = isNullable(member, at.reader);
  if (nullable && (at.open.has(member) || at.depth > optionalDepth || making.words.random.next() < nullShare))
    return null;
  // what a nested `name` is, its holder's own name says: a deal's `person.name` is a person's
  const stream = member["properties"] === undefined ? making.stream : name;
  return make(member, { ...at, making: { ...making, stream, field: name } });
}

function includes(member: Schema, { required, at }: { required: boolean; at: At }): boolean {
  if (member["writeOnly"] === true) return false;
  if (required) return true;
  if (at.fullness === "sparse" || at.depth > optionalDepth) return false;
  return !leadsBack(member, at) && at.making.words.random.next() >= absentShare;
}

/** Would making this member re-enter a schema that is being made? */
function leadsBack(member: Schema, at: At): boolean {
  if (at.open.has(member)) return true;
  const items = member["items"];
  return items !== undefined && at.open.has(at.reader.flat(items));
}

function makeArray(schema: Schema, at: At): Json {
  const least = typeof schema["minItems"] === "number" ? schema["minItems"] : 0;
  const most = typeof schema["maxItems"] === "number" ? schema["maxItems"] : Math.max(least, 2);
  const deep = at.depth > optionalDepth || at.fullness === "sparse" || leadsBack(schema, at);
  const wished = deep ? least : Math.max(least, Math.floor(at.making.words.random.next() * 3));
  const inside = { ...at, depth: at.depth + 1 };
  if (at.depth > hardDepth) return [];
  return Array.from({ length: Math.min(wished, Math.max(least, most)) }, () => make(schema["items"], inside));
}
