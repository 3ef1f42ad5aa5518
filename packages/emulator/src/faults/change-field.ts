import type { Json, StreamContract } from "@waybill/sync/connector";
import { isObject, pointerTo, read, remove, tokensOf, write } from "../document/pointer.ts";
import type { FaultOptions } from "./fault.ts";
import type { Outgoing } from "./outgoing.ts";

/** One field of the record is no longer what the contract says. */
export function changeField(
  { copy, stream }: Outgoing,
  { mode = "renamed", field }: FaultOptions["changed_schema"],
): void {
  const place = field === undefined ? usualField(copy, stream) : pointerTo([field]);
  const value = place === undefined ? undefined : read(copy, place);
  if (place === undefined || value === undefined) return;
  switch (mode) {
    case "retyped":
      return write(copy, place, retyped(value));
    case "nulled":
      return write(copy, place, null);
    case "removed":
      return remove(copy, place);
    case "renamed":
      remove(copy, place);
      return write(copy, `${place}_v2`, value);
  }
}

function usualField(copy: Json, { primaryKey, incremental, display }: StreamContract): string | undefined {
  const own = Object.keys(isObject(copy) ? copy : {}).map((name) => pointerTo([name]));
  const fixed = new Set(
    [...primaryKey, incremental?.cursorField].map((pointer) => pointerTo(tokensOf(pointer ?? "").slice(0, 1))),
  );
  return [...(display?.fields ?? []), ...own].find(
    (pointer) => !fixed.has(pointer) && read(copy, pointer) !== undefined,
  );
}

const retyped = (value: Json): Json => (typeof value === "string" ? { value } : JSON.stringify(value));
