import type { Json } from "@waybill/sync/connector";
import { fits } from "../document/fits.ts";
import { copied, put, type Draft } from "../document/pointer.ts";
import { alternatives, arrayOf, mainTypeOf, type Member, type Schema, type SchemaReader } from "../document/schema.ts";
import { makeAlternative } from "./alternative.ts";
import { isFarewell, livingStates } from "./alive.ts";
import type { At, Fullness } from "./at.ts";
import type { Making } from "./making.ts";
import { numberFor } from "./number.ts";
import { stringFor } from "./string.ts";

/** Optional members are made down to this depth; required ones as deep as they go, circles a few turns. */
const optionalDepth = 3;
const circleDepth = 8;
const hardDepth = 24;
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
  if (schema["const"] !== undefined) return copied(schema["const"]);
  const choices = schema["enum"] === undefined ? [] : choicesOf(schema, at.reader);
  if (choices.length > 0) return copied(at.making.words.faker.helpers.arrayElement(livingStates(choices)));
  if (alternatives(schema).length > 0) return makeAlternative(schema, at, make);
  return makeTyped(schema, at);
}

/** Of its values those that the rest of the schema allows. */
function choicesOf({ enum: values, ...rest }: Schema, reader: SchemaReader): readonly Json[] {
  return arrayOf(values).filter((value) => value !== null && fits(value, rest, reader));
}

function makeTyped(schema: Schema, at: At): Json {
  switch (mainTypeOf(schema)) {
    case "object":
      return makeObject(schema, at);
    case "array":
      return makeArray(schema, at);
    case "integer":
    case "number":
      return numberFor(schema, at.making);
    case "boolean":
      return at.making.words.random.next() < 0.5 && !isFarewell(at.making.field);
    case "null":
      return null;
    default:
      return stringFor(schema, at.making);
  }
}

function makeObject(schema: Schema, at: At): Json {
  const made: Draft = {};
  if (at.depth > hardDepth || (at.depth > circleDepth && at.open.has(schema))) return made;
  const inside = { ...at, depth: at.depth + 1, open: new Set([...at.open, schema]) };
  for (const described of at.reader.members(schema)) {
    const { name, required } = described;
    if (!includes(described, inside)) continue;
    const { misfits } = at.making;
    const before = misfits.count;
    const value = makeMember(described, inside);
    if (!required && misfits.count > before) {
      misfits.count = before;
      continue;
    }
    put(made, name, value);
  }
  return made;
}

function makeMember({ name, member, nullable }: Member, at: At): Json {
  const { making } = at;
  if (
    nullable &&
    (isFarewell(name) || at.open.has(member) || at.depth > optionalDepth || making.words.random.next() < nullShare)
  )
    return null;
  // what a nested `name` is, its holder's own name says: a deal's `person.name` is a person's
  const stream = member["properties"] === undefined ? making.stream : name;
  return make(member, { ...at, making: { ...making, stream, field: name } });
}

function includes({ name, member, required }: Member, at: At): boolean {
  if (member["writeOnly"] === true) return false;
  if (required) return true;
  if (at.fullness === "sparse" || at.depth > optionalDepth) return false;
  if (isFarewell(name) && mainTypeOf(member) !== "boolean") return false;
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
  const tuple = arrayOf(schema["prefixItems"] ?? schema["items"]);
  if (tuple.length > 0) return tuple.map((item) => make(item, inside));
  const items = Array.from({ length: Math.min(wished, Math.max(least, most)) }, () => make(schema["items"], inside));
  return schema["uniqueItems"] === true ? distinct(items) : items;
}

const distinct = (items: readonly Json[]): readonly Json[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];
