import type { Json } from "@waybill/sync/connector";
import { isArray, isObject, pointerTo, write } from "../document/pointer.ts";

const zoned = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:Z|[+-]\d{2}:\d{2})$/;

/** Takes the zone from every time in the draft, wherever it stands. */
export function withoutZones(draft: Json): void {
  if (isArray(draft)) for (const each of draft.keys()) strip(draft, `${each}`, draft[each]);
  else if (isObject(draft)) for (const [name, value] of Object.entries(draft)) strip(draft, name, value);
}

function strip(holder: Json, name: string, value: Json | undefined): void {
  const local = typeof value === "string" ? zoned.exec(value)?.[1] : undefined;
  if (local !== undefined) write(holder, pointerTo([name]), local);
  else if (typeof value === "object" && value !== null) withoutZones(value);
}
