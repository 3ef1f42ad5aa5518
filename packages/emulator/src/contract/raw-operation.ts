import type { Json, JsonObject } from "@waybill/sync/connector";
import { isObject } from "../document/pointer.ts";
import type { SchemaReader } from "../document/schema.ts";

export interface DocumentReading {
  readonly document: JsonObject;
  readonly reader: SchemaReader;
}

/** The operation object behind `METHOD /path`; an empty one when the document has none. */
export function rawOperation(operation: string, { document, reader }: DocumentReading): JsonObject {
  const space = operation.indexOf(" ");
  const paths = document["paths"];
  const path = operation.slice(space + 1);
  const item = isObject(paths) && Object.hasOwn(paths, path) ? reader.resolve(paths[path]) : {};
  return reader.resolve(item[operation.slice(0, space).toLowerCase()]);
}

/** The members of an object, or none. */
export const membersOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
