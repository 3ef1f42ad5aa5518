import { isObject, pointerTo, read, write } from "../document/pointer.ts";
import { arrayOf } from "../document/schema.ts";
import type { FaultOptions } from "./fault.ts";
import type { Outgoing } from "./outgoing.ts";

/** An enumerated field holds a value that came after the document was written. Keys and marks of deletion stay. */
export function unknownEnum(outgoing: Outgoing, { field, value = "brand_new" }: FaultOptions["unknown_enum"]): void {
  const place = field === undefined ? firstEnumerated(outgoing) : pointerTo([field]);
  if (place !== undefined && read(outgoing.copy, place) !== undefined) write(outgoing.copy, place, value);
}

function firstEnumerated({ copy, item, reader, stream }: Outgoing): string | undefined {
  const fixed: readonly string[] = [
    ...stream.primaryKey,
    stream.incremental?.cursorField ?? "",
    stream.deletes?.field ?? "",
  ];
  return Object.keys(isObject(copy) ? copy : {})
    .map((name) => pointerTo([name]))
    .find((pointer) => !fixed.includes(pointer) && arrayOf(reader.at(item, pointer)?.["enum"]).length > 0);
}
