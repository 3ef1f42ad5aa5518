import type { Pagination, StreamContract } from "../src/connector/index.ts";

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
