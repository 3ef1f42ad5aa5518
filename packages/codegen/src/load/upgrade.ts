import { upgrade } from "@scalar/openapi-upgrader";
import type { JsonObject } from "@waybill/sync/connector";
import { isObject } from "./json-value.ts";
import type { OpenApiVersion } from "./version.ts";

/**
 * The document as OpenAPI 3.1. A 3.2 document is read as 3.1: what 3.2 adds (streaming media types, more methods) plays no part in a list.
 * The given document is left as it is or no longer used: the upgrader rewrites some parts in place.
 */
export function upgradeDocument(document: JsonObject, version: OpenApiVersion): JsonObject {
  if (version === "3.1") return document;
  if (version === "3.2") return { ...document, openapi: "3.1.1" };
  const normal = version === "2.0" ? { ...document, swagger: "2.0" } : { ...document, openapi: "3.0.3" };
  const upgraded: unknown = upgrade(normal, "3.1");
  if (!isObject(upgraded)) throw new TypeError("The upgrader returned something that is not a document.");
  return { ...upgraded, openapi: "3.1.1" };
}
