import type { Incremental, Pagination, StreamContract } from "../src/connector/index.ts";

/** A stream named `contacts` with an `id`, unless said otherwise. */
export function contractWith(change: Partial<StreamContract> = {}): StreamContract {
  return {
    name: "contacts",
    list: { method: "GET", path: "/contacts" },
    items: "/data",
    pagination: cursorStyle,
    primaryKey: ["/id"],
    ...change,
  };
}

export const cursorStyle: Pagination = Object.freeze({
  style: "cursor",
  cursor: "cursor",
  nextCursor: "/next",
  end: "next",
  total: "/total",
  pageSize: { param: "limit", size: 10 },
});

/** How dated records are filtered. */
export const datedBy: Incremental = Object.freeze({
  param: "updated_since",
  cursorField: "/updated_at",
  kind: "updated",
  format: "date-time",
  granularityMs: 1,
  order: "unknown",
  lagMs: 0,
});
