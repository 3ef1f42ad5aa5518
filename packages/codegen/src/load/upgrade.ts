import { upgrade } from "@scalar/openapi-upgrader";
import type { JsonObject } from "@waybill/sync/connector";
import { DocumentError } from "./document-error.ts";
import { isObject } from "./json-value.ts";
import type { OpenApiVersion } from "./version.ts";

/**
 * The document as OpenAPI 3.1. A 3.2 document is read as 3.1: what 3.2 adds is taken out before, and told.
 * The given document is left as it is or no longer used: the upgrader rewrites some parts in place.
 * @throws DocumentError where the upgrader cannot read it
 */
export function upgradeDocument(document: JsonObject, version: OpenApiVersion, file: string): JsonObject {
  if (version === "3.1") return document;
  if (version === "3.2") return { ...document, openapi: "3.1.1" };
  const normal = version === "2.0" ? { ...document, swagger: "2.0" } : { ...document, openapi: "3.0.3" };
  const upgraded = tryUpgrade(normal, version, file);
  if (!isObject(upgraded)) throw new TypeError("The upgrader returned something that is not a document.");
  return { ...upgraded, openapi: "3.1.1" };
}

function tryUpgrade(document: JsonObject, version: OpenApiVersion, file: string): unknown {
  try {
    return upgrade(document, "3.1");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DocumentError({
      code: "not-openapi",
      file,
      what: `The document cannot be read as OpenAPI ${version}: ${why}.`,
      next: "Correct what is named, or give the document in OpenAPI 3.1.",
      cause,
    });
  }
}
