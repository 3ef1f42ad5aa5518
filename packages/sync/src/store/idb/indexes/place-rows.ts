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
    .map(({ place, key, commit }) => ({ key: place, hash: key, run: "", commit, body: weightOf(place) }))
    .toSorted((a, b) => byCodeUnits(a.key, b.key));
}

/**
 * A body of nothing but zeros. Of no length it would say that there is no such row; it is longer where the place is, since segments are cut and joined by
 * the length of their bodies.
 */
function weightOf(place: string): Uint8Array {
  return new Uint8Array(Math.max(1, place.length - usual));
}

/** Characters of a place that need not be weighed: as many rows as a segment may have are little enough. */
const usual = 64;

export function placedBy(found: Found): Placed {
  return { place: keyOf(found), key: asRecordKey(hashOf(found) ?? ""), commit: commitOf(found) };
}
