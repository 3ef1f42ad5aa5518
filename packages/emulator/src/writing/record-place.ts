import type { Pointer } from "@waybill/sync/connector";
import { isObject, pointerTo, tokensOf } from "../document/pointer.ts";
import { typesOf, type Schema, type SchemaReader } from "../document/schema.ts";

/** Where a body holds the one record it is about: at its root, in a member (`/data`), or as the only item of a list (`/Invoices/0`). Told by where the key is. */
export function recordPlace(schema: Schema | undefined, primaryKey: readonly Pointer[], reader: SchemaReader): string {
  const [key] = primaryKey;
  if (schema === undefined || key === undefined || key === "") return "";
  if (reader.at(schema, key) !== undefined && holdsMember(schema, key, reader)) return "";
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  for (const [name, declared] of Object.entries(properties)) {
    const member = reader.flat(declared);
    const place = pointerTo([name]);
    if (!typesOf(member).includes("array") && holdsMember(member, key, reader)) return place;
    if (member["items"] !== undefined && holdsMember(reader.flat(member["items"]), key, reader)) return `${place}/0`;
  }
  return "";
}

/** Declared by name, not merely allowed by `additionalProperties`. */
function holdsMember(schema: Schema, key: string, reader: SchemaReader): boolean {
  const found = reader.at(schema, key);
  const first = tokensOf(key)[0];
  const open = reader.flat(schema["additionalProperties"]);
  return found !== undefined && first !== undefined && (Object.keys(open).length === 0 || found !== open);
}
