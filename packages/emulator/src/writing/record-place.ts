import type { Json, StreamContract } from "@waybill/sync/connector";
import { isObject, pointerTo, tokensOf } from "../document/pointer.ts";
import { alternatives, mainTypeOf, type Schema, type SchemaReader } from "../document/schema.ts";
import { singular } from "../records/names.ts";

/** Wrappers are looked into this deep: `/data/plan`. */
const deepest = 2;

/**
 * Where a body holds the one record it is about: at its root, in a member (`/data`, `/data/plan`), or as the only item of a list (`/Invoices/0`).
 * Told by where the key is, and of several by the stream's name.
 */
export function recordPlace(
  schema: Schema | undefined,
  { name, primaryKey }: Pick<StreamContract, "name" | "primaryKey">,
  reader: SchemaReader,
): string {
  const [key] = primaryKey;
  if (schema === undefined || key === undefined || key === "") return "";
  if (mainTypeOf(schema) === "array") return holdsMember(reader.flat(schema["items"]), key, reader) ? "/0" : "";
  if (reader.at(schema, key) !== undefined && holdsMember(schema, key, reader)) return "";
  let level: readonly Place[] = [{ place: "", schema }];
  for (let depth = 0; depth < deepest; depth++) {
    level = level.flatMap((each) => placesIn(each, reader));
    const holding = level.filter((each) => holdsMember(each.schema, key, reader));
    const named = holding.find(({ place }) => tokensOf(place).some((token) => singular(token) === singular(name)));
    const found = named ?? holding[0];
    if (found !== undefined) return found.place;
  }
  return "";
}

interface Place {
  readonly place: string;
  readonly schema: Schema;
}

/** The objects directly in an object; of a list its first. */
function placesIn({ place, schema }: Place, reader: SchemaReader): readonly Place[] {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  return Object.entries(properties).map(([name, declared]: readonly [string, Json]) => {
    const member = reader.flat(declared);
    const at = place + pointerTo([name]);
    return mainTypeOf(member) === "array"
      ? { place: `${at}/0`, schema: reader.flat(member["items"]) }
      : { place: at, schema: member };
  });
}

/** Declared by name, not merely allowed by `additionalProperties`. */
function holdsMember(schema: Schema, key: string, reader: SchemaReader): boolean {
  const first = tokensOf(key)[0];
  return first !== undefined && declares(schema, first, reader) && reader.at(schema, key) !== undefined;
}

function declares({ properties, ...schema }: Schema, name: string, reader: SchemaReader): boolean {
  if (isObject(properties) && Object.hasOwn(properties, name)) return true;
  return alternatives(schema).some((option) => declares(reader.flat(option), name, reader));
}
