import type { Json, JsonArray, JsonObject } from "@waybill/sync/connector";
import { isExtension, rulesOf, type NodeName, type Rule } from "../grammar/grammar.ts";
import { isArray, isObject } from "../json/json-value.ts";
import { rewrite } from "../json/rewrite.ts";

/**
 * A mended document of OpenAPI 3.0 as one of 3.1: its schemas become those of JSON Schema (OpenAPI 3.1.1, appendix of changes from 3.0; "Migrating from
 * OpenAPI 3.0 to 3.1.0"). What is the same in both versions is shared with the given document, which stays as it is; so is what nothing here reads, as
 * callbacks.
 */
export function upgradeThree(document: JsonObject): JsonObject {
  const { "x-webhooks": webhooks, ...rest } = document;
  const named = webhooks === undefined ? rest : { ...rest, webhooks: byName(webhooks, "pathItem") };
  return { ...members(named, "document"), openapi: "3.1.1" };
}

/** Objects that hold an example, and in 3.1 examples by their names. */
const EXEMPLIFIED: ReadonlySet<NodeName> = new Set(["parameter", "header", "media"]);

function node(value: Json, name: NodeName, holder: NodeName): Json {
  if (!isObject(value)) return value;
  const upgraded = members(value, name);
  if (name === "schema") return upgradeSchema(upgraded, holder === "media");
  if (!EXEMPLIFIED.has(name) || upgraded["example"] === undefined) return upgraded;
  const { example, ...others } = upgraded;
  return { ...others, examples: { default: { value: example } } };
}

function members(value: JsonObject, name: NodeName): JsonObject {
  const rules = rulesOf(name);
  return rewrite(value, (key, member) => {
    const rule = rules.get(key);
    return rule === undefined ? member : upgradeMember(member, rule, name);
  });
}

function upgradeMember(value: Json, rule: Rule, holder: NodeName): Json {
  switch (rule.kind) {
    case "one":
      return node(value, rule.of, holder);
    case "map":
      return byName(value, rule.of);
    case "list":
    case "either":
      return isArray(value) ? inList(value, rule.of, holder) : node(value, rule.of, holder);
    case "text":
    case "texts":
    case "data":
    case "values":
    case "newer":
      return value;
  }
}

function inList(values: JsonArray, of: NodeName, holder: NodeName): JsonArray {
  const upgraded = values.map((each) => node(each, of, holder));
  return upgraded.every((each, index) => each === values[index]) ? values : upgraded;
}

function byName(value: Json, of: NodeName): Json {
  if (!isObject(value)) return value;
  return rewrite(value, (name, member) => (isExtension(name, of) ? member : node(member, of, "object")));
}

/** `isBody`: it is all that a media type holds, which says already what it is. */
function upgradeSchema(schema: JsonObject, isBody: boolean): JsonObject {
  const typed = withNull(schema);
  const bounded = withBound(withBound(typed, "exclusiveMinimum", "minimum"), "exclusiveMaximum", "maximum");
  return withEncoding(withExamples(bounded), isBody);
}

/**
 * `nullable` becomes a type. 3.0 gives it no meaning without one; beside a `$ref`, or parts that are joined, it is what their author meant: all of it, or
 * null.
 */
function withNull(schema: JsonObject): JsonObject {
  if (schema["nullable"] !== true) return schema;
  const { nullable: _nullable, ...said } = schema;
  if (said["$ref"] !== undefined || isArray(said["allOf"])) return orNull(said);
  const { type } = said;
  if (type !== undefined) return { ...said, type: isArray(type) ? [...type, "null"] : [type, "null"] };
  for (const choice of ["oneOf", "anyOf"]) {
    const choices = said[choice];
    if (isArray(choices) && choices.length > 0) return { ...said, [choice]: [...choices, NOTHING] };
  }
  return schema;
}

const NOTHING = { type: "null" };

/** What a schema says about its place stays outside; what it says of values becomes one of two choices. */
function orNull(schema: JsonObject): JsonObject {
  const said = Object.entries(schema);
  const about = said.filter(([key]) => ABOUT.test(key));
  const value = Object.fromEntries(said.filter(([key]) => !ABOUT.test(key)));
  return { ...Object.fromEntries(about), anyOf: [withoutFrame(value), NOTHING] };
}

const ABOUT = /^(title|description|deprecated|readOnly|writeOnly|default|example|externalDocs|xml|x-.*)$/;

/** In 3.0 nothing counts beside a `$ref`, and one part alone needs no joining. */
function withoutFrame({ $ref, ...value }: JsonObject): JsonObject {
  if ($ref !== undefined) return { $ref };
  const { allOf, ...others } = value;
  const [only, ...more] = isArray(allOf) ? allOf : [];
  return isObject(only) && more.length === 0 && Object.keys(others).length === 0 ? only : value;
}

/** A bound that is excluded becomes a bound of its own. */
function withBound(schema: JsonObject, exclusive: string, inclusive: string): JsonObject {
  if (typeof schema[exclusive] !== "boolean") return schema;
  const { [exclusive]: isExclusive, [inclusive]: bound, ...others } = schema;
  if (bound === undefined) return others;
  return { ...others, [isExclusive === true ? exclusive : inclusive]: bound };
}

function withExamples(schema: JsonObject): JsonObject {
  if (schema["example"] === undefined) return schema;
  const { example, ...others } = schema;
  return { ...others, examples: [example] };
}

/** What was a format of text is told by JSON Schema's words for content (Validation, section 8); bytes as they are have no type in it. */
function withEncoding(schema: JsonObject, isBody: boolean): JsonObject {
  const { format, type } = schema;
  const isText = type === "string" || (isArray(type) && type.includes("string"));
  if (!isText || typeof format !== "string" || !["binary", "byte", "base64"].includes(format)) return schema;
  const { format: _format, ...encoded } = schema;
  if (format !== "binary") return { ...encoded, contentEncoding: "base64" };
  const { type: _type, ...bytes } = encoded;
  return isBody ? bytes : { contentMediaType: "application/octet-stream", ...bytes };
}
