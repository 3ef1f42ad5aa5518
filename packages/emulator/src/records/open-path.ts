import type { Json } from "@waybill/sync/connector";
import { isObject, pointerTo, read, tokensOf, write } from "../document/pointer.ts";
import type { Schema, SchemaReader } from "../document/schema.ts";
import type { Making } from "./making.ts";
import { valueFor } from "./value.ts";

/** Makes the objects around a value that were left out, with everything that they require. */
export function openPath(
  body: Json,
  pointer: string,
  { schema, reader, making }: { schema: Schema | undefined; reader: SchemaReader; making: Making },
): void {
  const tokens = tokensOf(pointer);
  for (let depth = 1; depth < tokens.length; depth++) {
    const at = pointerTo(tokens.slice(0, depth));
    const declared = reader.at(schema, at);
    if (declared === undefined || isObject(read(body, at))) continue;
    const made = valueFor(declared, { reader, making, fullness: "sparse" });
    if (isObject(made)) write(body, at, made);
  }
}
