import type { Json, Pointer } from "@waybill/sync/connector";
import { memberPointer } from "../load/json-pointer.ts";
import type { Shape, ShapeReader } from "./shape.ts";

/** One field of a record, or of an object in it. */
export interface Field {
  readonly pointer: Pointer;
  readonly name: string;
  readonly path: readonly string[];
  readonly shape: Shape;
}

/** Fields of a record, its own first, then those of the objects in it down to `depth`. */
export type FieldReader = (record: Json | undefined, depth: number) => readonly Field[];

/** Reads the fields of records; of several lists with one record it is read once. */
export function createFieldReader(read: ShapeReader): FieldReader {
  const known = new WeakMap<Shape, (readonly Field[])[]>();
  const inside = ({ shape, path, pointer }: Pick<Field, "shape" | "path" | "pointer">): readonly Field[] =>
    [...shape.fields].map(([name, schema]) => ({
      pointer: memberPointer(pointer, name),
      name,
      path: [...path, name],
      shape: read(schema),
    }));
  return (record, depth) => {
    const shape = read(record);
    const levels = known.get(shape) ?? [inside({ shape, path: [], pointer: "" })];
    known.set(shape, levels);
    while (levels.length < depth) levels.push((levels.at(-1) ?? []).flatMap(inside));
    return levels.slice(0, depth).flat();
  };
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
