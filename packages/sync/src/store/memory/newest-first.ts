import type { Page } from "../contract.ts";
import { readCursor } from "../cursor.ts";
import { checkLimit } from "../page-limit.ts";

interface Placed<T> {
  readonly item: T;
  readonly place: number;
}

/** A page of a list that stands in ascending order of place, read from its end. */
export function newestFirst<T>(list: readonly Placed<T>[], limit: number, cursor: string | undefined): Page<T> {
  checkLimit(limit);
  const below = readCursor(cursor);
  const rest = list.filter(({ place }) => place < below);
  const page = rest.slice(Math.max(0, rest.length - limit)).toReversed();
  const last = page.at(-1);
  const items = page.map(({ item }) => item);
  return rest.length > page.length && last !== undefined ? { items, next: String(last.place) } : { items };
}
