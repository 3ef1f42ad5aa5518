import type { Json, JsonObject, Pagination } from "../src/connector/index.ts";
import type { Vendor } from "./pull-context.ts";
import { json } from "./vendor.ts";

/** One way of paging, as the contract declares it and as a vendor does it: an opinion of its own, without the engine's code. */
export interface PagingStyle {
  readonly name: string;
  readonly pagination: Pagination;
  answer(rows: readonly JsonObject[], query: URLSearchParams, cap: number): Response;
}

const size = { param: "limit", size: 7 } as const;
const limitOf = (query: URLSearchParams, cap: number) => Math.min(cap, Number(query.get("limit")));
const origin = "https://api.vendor.test";

export const pagingStyles: readonly PagingStyle[] = [
  {
    name: "cursor",
    pagination: {
      style: "cursor",
      cursor: "cursor",
      nextCursor: "/next",
      end: "next",
      total: "/total",
      pageSize: size,
    },
    answer: (rows, query, cap) => {
      const from = Number(query.get("cursor") ?? 0);
      const to = from + limitOf(query, cap);
      return page(rows, { from, to }, { next: to < rows.length ? to : null });
    },
  },
  {
    name: "cursor with a flag",
    pagination: {
      style: "cursor",
      cursor: "cursor",
      nextCursor: "/next",
      hasMore: "/more",
      end: "has-more",
      total: "/total",
      pageSize: size,
    },
    answer: (rows, query, cap) => {
      const from = Number(query.get("cursor") ?? 0);
      const to = from + limitOf(query, cap);
      // Points on even at the end, as some vendors do: only the flag tells.
      return page(rows, { from, to }, { next: String(to), more: to < rows.length });
    },
  },
  {
    name: "page",
    pagination: { style: "page", page: "page", first: 1, end: "empty-page", total: "/total", pageSize: size },
    answer: (rows, query, cap) => {
      const limit = limitOf(query, cap);
      const from = (Number(query.get("page")) - 1) * limit;
      return page(rows, { from, to: from + limit }, {});
    },
  },
  {
    name: "offset",
    pagination: { style: "offset", offset: "offset", end: "total", total: "/total", pageSize: size },
    answer: (rows, query, cap) => {
      const from = Number(query.get("offset"));
      return page(rows, { from, to: from + limitOf(query, cap) }, {});
    },
  },
  {
    name: "keyset",
    pagination: {
      style: "keyset",
      key: "after",
      keyField: "/id",
      hasMore: "/more",
      end: "has-more",
      total: "/total",
      pageSize: size,
    },
    answer: (rows, query, cap) => {
      const after = query.get("after");
      const from = after === null ? 0 : rows.findIndex(({ id }) => id === after) + 1;
      const to = from + limitOf(query, cap);
      return page(rows, { from, to }, { more: to < rows.length });
    },
  },
  {
    name: "next-url",
    pagination: { style: "next-url", nextUrl: "/links/next", end: "next", total: "/total", pageSize: size },
    answer: (rows, query, cap) => {
      const from = Number(query.get("skip") ?? 0);
      const to = from + limitOf(query, cap);
      const next = to < rows.length ? `/contacts?limit=${query.get("limit")}&skip=${to}` : null;
      return page(rows, { from, to }, { links: { next } });
    },
  },
  {
    name: "link-header",
    pagination: { style: "link-header", total: "header:X-Total", pageSize: size },
    answer: (rows, query, cap) => {
      const from = Number(query.get("skip") ?? 0);
      const to = from + limitOf(query, cap);
      const next = `<${origin}/contacts?limit=${query.get("limit")}&skip=${to}>; rel="next"`;
      const headers = { "x-total": String(rows.length), ...(to < rows.length && { link: next }) };
      return json({ data: rows.slice(from, to) }, { headers });
    },
  },
];

function page(
  rows: readonly JsonObject[],
  { from, to }: { readonly from: number; readonly to: number },
  rest: Readonly<Record<string, Json>>,
): Response {
  return json({ data: rows.slice(from, to), total: rows.length, ...rest });
}

/** A vendor with one style of paging; `faults` answer in place of it, one for each request while they last. */
export function pagedVendor(
  style: PagingStyle,
  source: { readonly rows: readonly JsonObject[]; readonly cap: number; readonly faults: (Vendor | undefined)[] },
): Vendor {
  return (request) => {
    const fault = source.faults.shift();
    return fault === undefined
      ? style.answer(source.rows, new URL(request.url).searchParams, source.cap)
      : fault(request);
  };
}
