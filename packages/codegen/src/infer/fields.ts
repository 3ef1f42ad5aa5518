import type { Json, Pointer } from "@waybill/sync/connector";
import { pointerOf } from "./envelope.ts";
import type { Model } from "./operation.ts";
import type { Shape } from "./shape.ts";

/** One field of a record, or of an object in it. */
export interface Field {
  readonly pointer: Pointer;
  readonly name: string;
  readonly path: readonly string[];
  readonly shape: Shape;
}

/** Fields of a record, its own first, then those of the objects in it down to `depth`. */
export function fieldsOf(model: Model, record: Json | undefined, depth: number): readonly Field[] {
  const fields: Field[] = [];
  let level: readonly { shape: Shape; path: readonly string[] }[] = [{ shape: model.read(record), path: [] }];
  for (let at = 0; at < depth; at += 1) {
    const found = level.flatMap(({ shape, path }) =>
      [...shape.fields].map(([name, schema]): Field => {
        const inner = [...path, name];
        return { pointer: pointerOf(inner), name, path: inner, shape: model.read(schema) };
      }),
    );
    fields.push(...found);
    level = found;
  }
  return fields;
}

/** True for a value that can identify or order: text or a number. */
export function isPlain({ shape }: Field): boolean {
  return (
    shape.fields.size === 0 &&
    !shape.types.has("array") &&
    !shape.types.has("boolean") &&
    !shape.isMap &&
    !isOnlyObject(shape)
  );
}

function isOnlyObject(shape: Shape): boolean {
  return shape.types.has("object") && !shape.types.has("string") && !shape.types.has("integer");
}
