import type { Incremental } from "../../connector/contract.ts";
import type { JsonObject } from "../../connector/json.ts";
import { readPointer } from "../../connector/pointer.ts";
import { parseInstant } from "../../record/instant.ts";

/** The value below which every record is known to be stored. */
export interface Watermark {
  /** As the vendor writes it. */
  readonly value: string;
  /** Epoch milliseconds; absent for cursors that are not times. */
  readonly at?: number | undefined;
}

/** A record's cursor-field value. */
export interface CursorValue {
  /** As the vendor writes it. */
  readonly text: string;
  /** Epoch milliseconds; absent for cursors that are not times. */
  readonly at?: number | undefined;
}

/** Reads a record's cursor field; `undefined` when it is missing or not what the contract says. */
export function cursorOf(record: JsonObject, incremental: Incremental): CursorValue | undefined {
  const value = readPointer(record, incremental.cursorField);
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return parseCursor(String(value), incremental);
}

/** Reads a value that was kept as text. */
export function parseCursor(text: string, { format }: Pick<Incremental, "format">): CursorValue | undefined {
  if (format === "opaque") return text === "" ? undefined : { text };
  const at = parseInstant(text, format);
  return at === undefined ? undefined : { text, at };
}

/** Negative, zero or positive, as `a` is before, with or after `b`. Times compare as instants, other values as text. */
export function compareCursors(a: CursorValue, b: CursorValue): number {
  if (a.at !== undefined && b.at !== undefined) return a.at - b.at;
  if (a.text === b.text) return 0;
  return a.text < b.text ? -1 : 1;
}

/** What a run knows of the cursor values that passed. */
export interface CursorTrail {
  readonly max: CursorValue | undefined;
  readonly last: CursorValue | undefined;
  /** Whether all came in the declared order so far. */
  readonly ordered: boolean;
}

/** The trail after one more value. */
export function follow(trail: CursorTrail, value: CursorValue, order: Incremental["order"]): CursorTrail {
  const { max, last } = trail;
  const step = last === undefined ? 0 : compareCursors(value, last);
  const inOrder = order === "asc" ? step >= 0 : order === "desc" && step <= 0;
  return {
    max: max === undefined || compareCursors(value, max) > 0 ? value : max,
    last: value,
    ordered: trail.ordered && inOrder,
  };
}
