import type { Json, JsonObject } from "@waybill/sync/connector";
import { DocumentError } from "../read/document-error.ts";
import { isArray, isObject } from "../json/json-value.ts";
import { METHODS } from "../grammar/methods.ts";
import { rewrite } from "../json/rewrite.ts";
import { upgradeThree } from "./upgrade-three.ts";
import type { OpenApiVersion } from "../grammar/version.ts";

/**
 * The document as OpenAPI 3.1. A 3.2 document is read as 3.1: what 3.2 adds is taken out before, and told.
 * The given document is left as it is or no longer used: the upgrader of 2.0 rewrites some parts in place.
 * @throws DocumentError where the upgrader cannot read it
 */
export async function upgradeDocument(
  document: JsonObject,
  version: OpenApiVersion,
  file: string,
): Promise<JsonObject> {
  switch (version) {
    case "3.1":
      return document;
    case "3.2":
      return { ...document, openapi: "3.1.1" };
    case "3.0":
      return upgradeThree(document);
    case "2.0":
      return upgradeThree(await upgradeTwo(withoutEmptyTypes({ ...document, swagger: "2.0" }), file));
  }
}

/**
 * An empty list of media types names none, and what a body or an answer is stands there all the same: the upgrader would drop it. The list of the
 * document, or JSON, stands for it.
 */
function withoutEmptyTypes(document: JsonObject): JsonObject {
  return rewrite(typed(document), (key, paths) =>
    key === "paths" && isObject(paths) ? rewrite(paths, (_path, item) => inOperations(item)) : paths,
  );
}

function inOperations(item: Json): Json {
  if (!isObject(item)) return item;
  return rewrite(item, (key, operation) => (METHOD.has(key) && isObject(operation) ? typed(operation) : operation));
}

function typed(holder: JsonObject): JsonObject {
  return rewrite(holder, (key, types) =>
    (key === "consumes" || key === "produces") && isArray(types) && types.length === 0 ? undefined : types,
  );
}

const METHOD: ReadonlySet<string> = new Set(METHODS);

async function upgradeTwo(document: JsonObject, file: string): Promise<JsonObject> {
  // Most documents are of a later version, and load without it.
  const { upgradeFromTwoToThree } = await import("@scalar/openapi-upgrader/2.0-to-3.0");
  const upgraded = tryUpgrade(() => upgradeFromTwoToThree(document), file);
  if (!isObject(upgraded)) throw new TypeError("The upgrader returned something that is not a document.");
  return upgraded;
}

function tryUpgrade(upgrade: () => unknown, file: string): unknown {
  try {
    return upgrade();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DocumentError({
      code: "not-openapi",
      file,
      what: `The document cannot be read as OpenAPI 2.0: ${why}.`,
      next: "Correct what is named, or give the document in OpenAPI 3.1.",
      cause,
    });
  }
}
