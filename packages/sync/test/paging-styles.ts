import type { Pagination } from "../src/connector/index.ts";

const counted = { total: "/total", pageSize: { param: "limit", size: 7 } } as const;

/** One way of paging each, as a contract declares it. */
export const pagingStyles: readonly Pagination[] = [
  { ...counted, style: "cursor", cursor: "cursor", nextCursor: "/next", end: "next" },
  { ...counted, style: "cursor", cursor: "cursor", nextCursor: "/next", hasMore: "/more", end: "has-more" },
  { ...counted, style: "page", page: "page", first: 1, end: "empty-page" },
  { ...counted, style: "offset", offset: "offset", end: "total" },
  { ...counted, style: "keyset", key: "after", keyField: "/id", hasMore: "/more", end: "has-more" },
  { ...counted, style: "next-url", nextUrl: "/links/next", end: "next" },
  { ...counted, style: "link-header", total: "header:X-Total" },
];
