import type { Page } from "./contract.ts";

/** What a list holds, and where it stands there. */
export interface Placed<T> {
  readonly item: T;
  readonly place: number;
}

/** The last one first. One more than the page holds was looked for: it tells whether there is a next page. */
export function pageOf<T>(rows: readonly Placed<T>[], limit: number): Page<T> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const items = page.map(({ item }) => item);
  return rows.length > limit && last !== undefined ? { items, next: String(last.place) } : { items };
}
