import type { Page } from "../contract.ts";
import { readCursor } from "../cursor.ts";
import { checkLimit } from "../page-limit.ts";
import { pageOf } from "../page-of.ts";
import type { Placed } from "../page-of.ts";

/** A page of a list that stands in ascending order of place, read from its end. */
export function newestFirst<T>(list: readonly Placed<T>[], limit: number, cursor: string | undefined): Page<T> {
  checkLimit(limit);
  const below = readCursor(cursor);
  const rest = list.filter(({ place }) => place < below);
  return pageOf(rest.slice(-limit - 1).toReversed(), limit);
}
