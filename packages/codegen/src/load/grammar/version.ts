import type { JsonObject } from "@waybill/sync/connector";
import { DocumentError } from "../read/document-error.ts";
import { isObject } from "../json/json-value.ts";

/** The family of the specification that a document is written in. */
export type OpenApiVersion = "2.0" | "3.0" | "3.1" | "3.2";

/**
 * The version that a document says it is. Numbers are taken too: YAML reads an unquoted `2.0` as one.
 * @throws DocumentError `not-openapi`
 */
export function detectVersion(
  document: JsonObject,
  file: string,
): { readonly family: OpenApiVersion; readonly said: string } {
  const written = document["openapi"] ?? document["swagger"] ?? "";
  const said = typeof written === "object" ? JSON.stringify(written) : String(written);
  const version = familyOf(said, "swagger" in document && !("openapi" in document));
  if (version === undefined) throw unknownVersion(document, file, said);
  if (!isObject(document["paths"])) {
    throw new DocumentError({
      code: "not-openapi",
      file,
      pointer: "/paths",
      what: 'The document has no object "paths", so it describes no operation.',
      next: "Give the document that lists the API's operations.",
    });
  }
  return { family: version, said: version === "2.0" ? version : said };
}

function familyOf(said: string, swagger: boolean): OpenApiVersion | undefined {
  if (swagger) return /^2(\.0)?$/.test(said) ? "2.0" : undefined;
  const family = /^3\.[012](?=\.|-|$)/.exec(said)?.[0];
  if (family === "3.0" || family === "3.1" || family === "3.2") return family;
  return said === "3" ? "3.0" : undefined;
}

function unknownVersion(document: JsonObject, file: string, said: string): DocumentError {
  const key = "swagger" in document ? "swagger" : "openapi";
  const what =
    said === ""
      ? 'The document has neither "openapi" nor "swagger" at its root, so it is not an OpenAPI document.'
      : `The document says ${key}: ${said.slice(0, 40)}, which is not a version this command reads.`;
  const pointer = said === "" ? "" : `/${key}`;
  return new DocumentError({
    code: "not-openapi",
    file,
    pointer,
    what,
    next: "Give a document of version 2.0, 3.0, 3.1 or 3.2.",
  });
}
