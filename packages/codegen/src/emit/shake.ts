import type { Json, JsonObject } from "@waybill/sync/connector";
import { parsePointer } from "../load/json-pointer.ts";
import { arrayAt, isArray, isObject, objectAt } from "../load/json-value.ts";
import { createReferences, type References } from "../load/references.ts";

/** An operation to keep, by its path in the document. */
export interface KeptOperation {
  readonly method: string;
  readonly path: string;
  /** Query parameters that it takes and does not declare. */
  readonly undeclared?: readonly string[] | undefined;
}

/**
 * The part of an OpenAPI 3.1 document that some operations stand on, so that a document of 13 MB does not become 13 MB of types. Examples
 * and extensions, which have no type, are left out; a `$ref` to nothing becomes a schema of any value; operationIds are left out, since in
 * the wild they are not unique. Order is the document's.
 */
export function shake(document: JsonObject, operations: readonly KeptOperation[]): JsonObject {
  const references = createReferences(document);
  const paths = keptPaths(document, operations, references);
  const needed = neededComponents(paths, references);
  return {
    openapi: "3.1.1",
    info: { title: "", version: "" },
    paths: clean(paths, references),
    components: keptComponents(document, needed, references),
  };
}

const SHARED = new Set(["parameters", "summary", "description"]);

function keptPaths(document: JsonObject, operations: readonly KeptOperation[], references: References): JsonObject {
  const kept = new Map(operations.map((each) => [`${each.method.toLowerCase()} ${each.path}`, each]));
  const paths = Object.entries(objectAt(document, "paths")).map(([path, written]): [string, JsonObject] => {
    const item = references.resolve(written) ?? {};
    const members = Object.entries(item).filter(([key]) => SHARED.has(key) || kept.has(`${key} ${path}`));
    return [
      path,
      Object.fromEntries(members.map(([key, member]) => [key, declareAll(member, kept.get(`${key} ${path}`))])),
    ];
  });
  return Object.fromEntries(paths.filter(([, item]) => Object.keys(item).some((key) => !SHARED.has(key))));
}

function declareAll(operation: Json, kept: KeptOperation | undefined): Json {
  const undeclared = kept?.undeclared ?? [];
  if (undeclared.length === 0 || !isObject(operation)) return operation;
  const added = undeclared.map((name) => ({ name, in: "query", required: false, schema: {} }));
  return { ...operation, parameters: [...arrayAt(operation, "parameters"), ...added] };
}

/** `components/<kind>/<name>` of everything that is reached, each once. */
function neededComponents(root: Json, references: References): ReadonlySet<string> {
  const needed = new Set<string>();
  const stack: Json[] = [root];
  const seen = new Set<object>();
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isObject(value) && typeof value["$ref"] === "string") {
      const [, kind, name] = parsePointer(value["$ref"].slice(1));
      if (kind !== undefined && name !== undefined) needed.add(`${kind}/${name}`);
      const whole =
        kind === undefined || name === undefined
          ? undefined
          : references.target(`#/components/${encode(kind)}/${encode(name)}`);
      if (whole !== undefined) stack.push(whole);
    }
    stack.push(...membersOf(value));
  }
  return needed;
}

function encode(name: string): string {
  return encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
}

function membersOf(value: object): readonly Json[] {
  return Object.entries(value).flatMap(([key, member]: [string, Json]) => (isDropped(key, member) ? [] : [member]));
}

function keptComponents(document: JsonObject, needed: ReadonlySet<string>, references: References): JsonObject {
  const kinds = Object.entries(objectAt(document, "components")).map(([kind, members]): [string, JsonObject] => {
    const kept = Object.entries(isObject(members) ? members : {}).filter(([name]) => needed.has(`${kind}/${name}`));
    return [kind, Object.fromEntries(kept.map(([name, member]) => [name, clean(member, references)]))];
  });
  return Object.fromEntries(kinds.filter(([, members]) => Object.keys(members).length > 0));
}

function clean(value: Json, references: References): Json {
  if (isArray(value)) return value.map((member) => clean(member, references));
  if (!isObject(value)) return value;
  if (typeof value["$ref"] === "string" && references.resolve(value) === undefined) return {};
  const members = Object.entries(value).filter(([key, member]) => !isDropped(key, member));
  return Object.fromEntries(members.map(([key, member]) => [key, clean(member, references)]));
}

/** Members without a type. A property that is called `example` is an object with a schema in it and stays with its properties. */
function isDropped(key: string, member: Json): boolean {
  if (key.startsWith("x-")) return true;
  if (key === "operationId") return typeof member === "string";
  if (key === "examples") return !isSchema(member);
  return key === "example" && !isSchema(member);
}

function isSchema(value: Json): boolean {
  return (
    isObject(value) && ["type", "$ref", "properties", "allOf", "anyOf", "oneOf", "enum"].some((key) => key in value)
  );
}
