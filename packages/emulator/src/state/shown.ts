import type { Json, StreamContract } from "@waybill/sync/connector";
import { read } from "../document/pointer.ts";
import type { Entry } from "./entry.ts";

/** A range of the cursor field. In the order of time its values stand together, with those `isBefore` in front of them and those `isBehind` after. What is no value is in no range. */
export interface Range {
  /** What was asked: equal texts are equal ranges. */
  readonly text: string;
  readonly isBefore: (value: Json | undefined) => boolean;
  readonly isBehind: (value: Json | undefined) => boolean;
}

/** Which records a listing shows. */
export interface Shown {
  /** Those marked as deleted as well? */
  readonly deleted: boolean;
  /** Only those whose cursor field is in it. */
  readonly range?: Range | undefined;
  /** Only those that changed after the vendor's change of this number. */
  readonly after?: number | undefined;
}

export function isShown(entry: Entry, { deleted, range, after }: Shown, { incremental }: StreamContract): boolean {
  if (entry.presence === "gone" || (entry.presence === "deleted" && !deleted)) return false;
  if (after !== undefined && entry.change <= after) return false;
  if (range === undefined || incremental === undefined) return true;
  const value = read(entry.record(), incremental.cursorField);
  return !range.isBefore(value) && !range.isBehind(value);
}
