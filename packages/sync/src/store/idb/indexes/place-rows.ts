import type { RecordKey } from "../../../record/record.ts";
import { asRecordKey } from "../../../record/record-key.ts";
import { byCodeUnits } from "../../record-view.ts";
import { commitOf, hashOf, keyOf } from "../segments/find.ts";
import type { Found } from "../segments/find.ts";
import type { Row } from "../segments/segment.ts";
import type { Said } from "./standing.ts";

/** Where a record belongs in an index, as of the commit that wrote it. */
export interface Placed extends Said {
  readonly place: string;
  readonly key: RecordKey;
}

/** Rows of an index, ascending: its keys are places, and the record's key stands where a record has its hash. */
export function placeRows(placed: readonly Placed[]): readonly Row[] {
  return placed
    .map(({ place, key, commit }) => ({ key: place, hash: key, run: "", commit, body: something }))
    .toSorted((a, b) => byCodeUnits(a.key, b.key));
}

/** A body of no length would say that there is no such row. */
const something = new Uint8Array(1);

export function placedBy(found: Found): Placed {
  return { place: keyOf(found), key: asRecordKey(hashOf(found) ?? ""), commit: commitOf(found) };
}
