import type { Json, Pointer } from "@waybill/sync/connector";
import { memberPointer } from "../../load/json/json-pointer.ts";
import type { Shape, ShapeReader } from "./shape.ts";
import { flat } from "../words/words.ts";

/** One field of a record, or of an object in it. */
export interface Field {
  readonly pointer: Pointer;
  readonly name: string;
  /** The name without case and separators. */
  readonly flat: string;
  readonly path: readonly string[];
  readonly shape: Shape;
}

/** Fields of a record, its own first, then those of the objects in it down to `depth`. */
export type FieldReader = (record: Json | undefined, depth: number) => readonly Field[];

/** The fields of one depth, and with those above them. */
interface Level {
  readonly own: readonly Field[];
  readonly all: readonly Field[];
}

/** Reads the fields of records; of several lists with one record it is read once. */
export function createFieldReader(read: ShapeReader): FieldReader {
  const known = new WeakMap<Shape, Level[]>();
  const inside = ({ shape, path, pointer }: Pick<Field, "shape" | "path" | "pointer">): readonly Field[] =>
    [...shape.fields].map(([name, schema]) => ({
      pointer: memberPointer(pointer, name),
      name,
      flat: flat(name),
      path: [...path, name],
      shape: read(schema),
    }));
  return (record, depth) => {
    const shape = read(record);
    const levels = known.get(shape) ?? [];
    known.set(shape, levels);
    while (levels.length < depth) {
      const above = levels.at(-1);
      const own = above === undefined ? inside({ shape, path: [], pointer: "" }) : above.own.flatMap(inside);
      levels.push({ own, all: above === undefined ? own : [...above.all, ...own] });
    }
    return levels[depth - 1]?.all ?? [];
  };
}

/** The name of a field without case and separators. */
export function flatOf(field: Field): string {
  return field.flat;
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
