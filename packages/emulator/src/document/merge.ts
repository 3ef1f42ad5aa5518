import type { Json, JsonObject } from "@waybill/sync/connector";
import { isArray, isObject } from "./pointer.ts";

/** Both schemas hold, as `allOf` says: what either allows is cut to what both do. Of keywords that cannot be joined the later one wins. */
export function merge(left: JsonObject, right: JsonObject): JsonObject {
  const joined: { [keyword: string]: Json } = { ...left, ...right };
  for (const [keyword, join] of Object.entries(joins)) {
    const [a, b] = [left[keyword], right[keyword]];
    if (a !== undefined && b !== undefined) joined[keyword] = join(a, b);
  }
  return spread(closed(joined, left, right), left, right);
}

/** What one side does not know and forbids, the other cannot bring in. */
function closed(joined: JsonObject, ...sides: readonly JsonObject[]): JsonObject {
  const strict = sides.filter(
    (side) => side["additionalProperties"] === false && side["patternProperties"] === undefined,
  );
  const { properties } = joined;
  if (strict.length === 0 || !isObject(properties)) return joined;
  const known = (name: string) => strict.every(({ properties: own }) => isObject(own) && Object.hasOwn(own, name));
  return { ...joined, properties: Object.fromEntries(Object.entries(properties).filter(([name]) => known(name))) };
}

/** How two values of a keyword become one. */
const joins: Readonly<Record<string, (a: Json, b: Json) => Json>> = {
  type: commonTypes,
  enum: (a, b) => commonValues(a, b),
  required: (a, b) => [...new Set([...listOf(a), ...listOf(b)])],
  properties: joinMembers,
  items: (a, b) => both(a, b),
  minimum: greatest,
  exclusiveMinimum: greatest,
  minLength: greatest,
  minItems: greatest,
  maximum: least,
  exclusiveMaximum: least,
  maxLength: least,
  maxItems: least,
  additionalProperties: (a, b) => (a === false || b === false ? false : isObject(a) ? a : b),
};

/** Two lists of alternatives both have to be met: the second stands as an alternative within each of `allOf`. */
function spread(joined: JsonObject, left: JsonObject, right: JsonObject): JsonObject {
  const doubled = ["oneOf", "anyOf"].filter((keyword) => left[keyword] !== undefined && right[keyword] !== undefined);
  if (doubled.length === 0) return joined;
  return {
    ...joined,
    ...Object.fromEntries(doubled.map((keyword) => [keyword, crossed(left[keyword], right[keyword])])),
  };
}

const mostCrossed = 64;

const crossed = (a: Json | undefined, b: Json | undefined): Json =>
  listOf(a)
    .flatMap((first) => listOf(b).map((second) => both(first, second)))
    .slice(0, mostCrossed);

const both = (a: Json, b: Json): Json => (a === b ? a : { allOf: [a, b] });

function joinMembers(a: Json, b: Json): Json {
  if (!isObject(a) || !isObject(b)) return b;
  const shared = Object.entries(b).map(([name, schema]) => [
    name,
    Object.hasOwn(a, name) ? both(a[name] ?? {}, schema) : schema,
  ]);
  return { ...a, ...Object.fromEntries(shared) };
}

function commonTypes(a: Json, b: Json): Json {
  const [left, right] = [listOf(a), listOf(b)];
  const common = left.filter((type) => right.includes(type));
  const integers = left.includes("integer") || right.includes("integer") ? ["integer"] : [];
  const numbers = [left, right].every((types) => types.includes("integer") || types.includes("number")) ? integers : [];
  const types = [...new Set([...common, ...numbers])];
  return types.length === 0 ? b : types;
}

function commonValues(a: Json, b: Json): Json {
  const right = new Set(listOf(b).map((value) => JSON.stringify(value)));
  const common = listOf(a).filter((value) => right.has(JSON.stringify(value)));
  return common.length === 0 ? b : common;
}

function greatest(a: Json, b: Json): Json {
  return typeof a === "number" && typeof b === "number" ? Math.max(a, b) : b;
}

function least(a: Json, b: Json): Json {
  return typeof a === "number" && typeof b === "number" ? Math.min(a, b) : b;
}

const listOf = (value: Json | undefined): readonly Json[] =>
  isArray(value) ? value : value === undefined ? [] : [value];
