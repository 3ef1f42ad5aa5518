import type { Json, JsonObject } from "@waybill/sync/connector";

/** What a document declares about one operation, references followed. A reader of its own: the packages under test have theirs. */
export interface Declared {
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: JsonObject;
    readonly description: string;
  }[];
  readonly body: JsonObject;
  readonly response: JsonObject;
}

export function declared(document: JsonObject, method: string, path: string): Declared {
  const item = follow(document, objectOf(document["paths"])[path]);
  const operation = follow(document, item[method.toLowerCase()]);
  const responses = objectOf(operation["responses"]);
  const success =
    Object.keys(responses)
      .toSorted()
      .find((code) => code.startsWith("2")) ?? "default";
  const all = [...listOf(item["parameters"]), ...listOf(operation["parameters"])].map((each) => follow(document, each));
  return {
    parameters: all.map((each) => ({
      name: textOf(each["name"]),
      in: textOf(each["in"]),
      required: each["required"] === true,
      schema: follow(document, each["schema"]),
      description: textOf(each["description"]),
    })),
    body: jsonSchema(document, follow(document, operation["requestBody"])),
    response: jsonSchema(document, follow(document, responses[success])),
  };
}

/** The schema at a pointer of what `schema` describes; through `allOf` and alternatives. */
export function schemaAt(document: JsonObject, schema: Json | undefined, pointer: string): JsonObject | undefined {
  let at: JsonObject | undefined = follow(document, schema);
  for (const token of pointer.split("/").slice(1)) at = at === undefined ? undefined : member(document, at, token, 0);
  return at;
}

export function follow(document: JsonObject, value: Json | undefined): JsonObject {
  let at = objectOf(value);
  for (let hops = 0; hops < 20 && typeof at["$ref"] === "string"; hops++) at = target(document, at["$ref"]);
  return at;
}

export const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

/** A scalar as text; anything else as JSON. */
export const textOf = (value: Json | undefined): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : `${value}`;

export const typesOf = (schema: JsonObject | undefined): readonly Json[] => [schema?.["type"] ?? []].flat();

function member(document: JsonObject, schema: JsonObject, token: string, depth: number): JsonObject | undefined {
  const properties = objectOf(schema["properties"]);
  if (Object.hasOwn(properties, token)) return follow(document, properties[token]);
  if (depth > 6) return undefined;
  for (const part of ["allOf", "oneOf", "anyOf"].flatMap((name) => listOf(schema[name]))) {
    const found = member(document, follow(document, part), token, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function jsonSchema(document: JsonObject, holder: JsonObject): JsonObject {
  const content = objectOf(holder["content"]);
  const type = Object.keys(content).find((name) => name.includes("json")) ?? Object.keys(content)[0];
  return type === undefined ? {} : follow(document, objectOf(content[type])["schema"]);
}

function target(document: JsonObject, ref: string): JsonObject {
  const tokens = decodeURIComponent(ref.slice(1)).split("/").slice(1);
  return tokens
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<JsonObject>((at, token) => objectOf(at[token]), document);
}
