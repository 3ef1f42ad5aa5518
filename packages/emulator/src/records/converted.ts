import type { Json } from "@waybill/sync/connector";
import { fits } from "../document/fits.ts";
import { isArray, isObject } from "../document/pointer.ts";
import type { Schema, SchemaReader } from "../document/schema.ts";
import { typedText } from "../document/typed.ts";
import type { Making } from "./making.ts";
import { valueFor } from "./value.ts";

/** What an object is called by where only its key is sent, or only its key is shown. */
const keyNames = ["id", "gid", "key", "slug", "code"];

/**
 * What a vendor shows where it takes a value in one shape and shows it in another: the number that a text spells, the object that a key names,
 * the key of an object, a list of the one that was sent. Where nothing of the value can be read so, a value of the vendor's own.
 */
export function converted(
  value: Json,
  schema: Schema,
  { reader, making }: { reader: SchemaReader; making: Making },
): Json {
  const reading = readings(value, schema, reader).find((each) => each !== undefined && fits(each, schema, reader));
  if (reading !== undefined) return reading;
  const own = valueFor(schema, { reader, making, fullness: "sparse" });
  if (!isObject(own) || typeof value === "object") return own;
  const name = keyNames.find((each) => reader.at(schema, `/${each}`) !== undefined);
  const named =
    name === undefined
      ? own
      : { ...own, [name]: converted(value, reader.at(schema, `/${name}`) ?? {}, { reader, making }) };
  return fits(named, schema, reader) ? named : own;
}

function readings(value: Json, schema: Schema, reader: SchemaReader): readonly (Json | undefined)[] {
  if (typeof value === "string") return [typedText(value, schema, reader), [value]];
  if (typeof value === "number") return [`${value}`, value !== 0, [value]];
  if (typeof value === "boolean") return [value ? 1 : 0, `${value}`, [value]];
  if (isArray(value)) return [value[0]];
  return isObject(value) ? [...keyNames.map((name) => value[name]), [value]] : [];
}
