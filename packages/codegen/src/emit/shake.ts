import type { Json, JsonObject } from "@waybill/sync/connector";
import { arrayAt, isObject, objectAt, textAt } from "../load/json/json-value.ts";
import { METHODS } from "../load/grammar/methods.ts";
import { createReferences, type References } from "../load/json/references.ts";
import { Keeper } from "./keeper.ts";

/** An operation to keep, by its path in the document. */
export interface KeptOperation {
  readonly method: string;
  readonly path: string;
  /** Query parameters that it takes and does not declare. */
  readonly undeclared?: readonly string[] | undefined;
}

/**
 * The part of an OpenAPI 3.1 document that some operations, or all of them, stand on, so that a document of 13 MB does not become 13 MB of types.
 * Only what has a type is in it: examples and extensions are left out, a `$ref` to nothing becomes a schema of any value. Order is the document's.
 */
export function shake(document: JsonObject, operations: readonly KeptOperation[] | "all"): JsonObject {
  const references = createReferences(document);
  const keeper = new Keeper(document, references);
  const paths = operations === "all" ? allPaths(document, references) : keptPaths(document, operations, references);
  const kept = paths.map(([path, item]) => [path, keeper.node(item, "pathItem")] as const);
  return {
    openapi: "3.1.1",
    info: { title: "", version: "" },
    paths: Object.fromEntries(kept),
    components: keeper.components(),
  };
}

type NamedPath = readonly [path: string, item: JsonObject];

const SHARED = new Set(["parameters", "summary", "description"]);

function keptPaths(
  document: JsonObject,
  operations: readonly KeptOperation[],
  references: References,
): readonly NamedPath[] {
  const kept = new Map(operations.map((each) => [`${each.method.toLowerCase()} ${each.path}`, each]));
  const wanted = new Set(operations.map(({ path }) => path));
  return Object.entries(objectAt(document, "paths"))
    .filter(([path]) => wanted.has(path))
    .map(([path, written]): NamedPath => {
      const members = Object.entries(references.resolve(written) ?? {})
        .filter(([key]) => SHARED.has(key) || kept.has(`${key} ${path}`))
        .map(([key, member]) => [key, SHARED.has(key) ? member : typed(member, kept.get(`${key} ${path}`))] as const);
      return [path, Object.fromEntries(members)];
    })
    .filter(([, item]) => Object.keys(item).some((key) => !SHARED.has(key)));
}

/** An operation of a connector: by its path, as operationIds are not unique in the wild, and with all the parameters it is sent. */
function typed(operation: Json, kept: KeptOperation | undefined): Json {
  if (!isObject(operation)) return operation;
  const { operationId: _id, ...anonymous } = operation;
  const added = (kept?.undeclared ?? []).map((name) => ({ name, in: "query", required: false, schema: {} }));
  return added.length === 0 ? anonymous : { ...anonymous, parameters: [...arrayAt(operation, "parameters"), ...added] };
}

/** Every path with every operation; the second of two with the same operationId goes by its path. */
function allPaths(document: JsonObject, references: References): readonly NamedPath[] {
  const taken = new Set<string>();
  const withUniqueId = (operation: Json): Json => {
    const id = isObject(operation) ? textAt(operation, "operationId")?.replaceAll("#", "/") : undefined;
    const isNew = id !== undefined && !taken.has(id);
    if (isNew) taken.add(id);
    return isNew ? operation : typed(operation, undefined);
  };
  const methods: ReadonlySet<string> = new Set(METHODS);
  return Object.entries(objectAt(document, "paths"))
    .filter(([path]) => path.startsWith("/"))
    .map(([path, written]): NamedPath => {
      const members = Object.entries(references.resolve(written) ?? {})
        .filter(([key]) => SHARED.has(key) || methods.has(key))
        .map(([key, member]) => [key, SHARED.has(key) ? member : withUniqueId(member)] as const);
      return [path, Object.fromEntries(members)];
    });
}
