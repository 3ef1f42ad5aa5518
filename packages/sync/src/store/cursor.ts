import { batchRefused } from "./storage-failure.ts";

/** A place in a list that is read newest first: the next page begins below it. */
export function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return Number.POSITIVE_INFINITY;
  const place = /^[0-9]{1,15}$/.test(cursor) ? Number(cursor) : Number.NaN;
  if (Number.isNaN(place))
    throw batchRefused("the cursor is not the `next` of an earlier page; begin again without one.");
  return place;
}
