import type { Json, JsonObject } from "@waybill/sync/connector";
import { operationNames, operationOf, type Operation } from "../document/operation.ts";
import { asText } from "../document/pointer.ts";
import type { Schema, SchemaReader } from "../document/schema.ts";

export interface ElsewhereOptions {
  readonly document: JsonObject;
  readonly reader: SchemaReader;
  /** Path of the request that is answered. */
  readonly pathname: string;
  /** Makes a parameter of the path that is led to. */
  readonly valueOf: (schema: Schema) => Json;
}

/**
 * Where a 303 leads (RFC 9110, section 15.4.4): to the first GET of the document that answers with what the 303 itself shows, such as the task that
 * a slow write became. No header for another status, nor where the document has no such operation.
 */
export function elsewhere(operation: Operation, options: ElsewhereOptions): Readonly<Record<string, string>> {
  const { document, reader, pathname, valueOf } = options;
  if (operation.status !== 303 || operation.response === undefined) return {};
  const reads = operationNames(document, reader).filter((name) => name.startsWith("GET "));
  const found = reads
    .map((name) => operationOf(document, reader, "GET", name.slice(4)))
    .find(({ response }) => response === operation.response);
  if (found === undefined) return {};
  const path = found.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(asText(valueOf(found.parameters.find((each) => each.name === name)?.schema ?? {}))),
  );
  return { location: baseOf(pathname, operation.path) + path };
}

/** What stands before the operation's own path. */
const baseOf = (pathname: string, template: string): string =>
  pathname
    .split("/")
    .slice(0, 1 - template.split("/").length)
    .join("/");
