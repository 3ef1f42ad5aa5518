import { expect, test } from "vitest";
import type { Json, Pagination } from "../../connector/index.ts";
import { readPointer } from "../../connector/pointer.ts";
import type { Pointer } from "../../connector/refs.ts";
import type { NextPage } from "./pager.ts";
import { pagerFor } from "./pager-for.ts";

const servers = { declared: "https://api.test/v1", used: "https://api.test/v1" };

interface Case {
  readonly name: string;
  readonly style: Pagination;
  readonly now?: Json;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  readonly items?: number;
  readonly read?: number;
  readonly want: "end" | "broken" | { readonly next: Json };
}

const cursor: Pagination = { style: "cursor", cursor: "c", nextCursor: "/next", end: "next" };
const flagged: Pagination = { ...cursor, hasMore: "/more", end: "has-more" };
const page: Pagination = { style: "page", page: "p", first: 1, end: "empty-page" };
const offset: Pagination = { style: "offset", offset: "o", end: "empty-page" };
const keyset: Pagination = { style: "keyset", key: "after", keyField: "/id", hasMore: "/more", end: "has-more" };
const url: Pagination = { style: "next-url", nextUrl: "/next", end: "next" };
const graph: Pagination = { style: "graphql", query: "{ x }", connection: "/data/x", after: "after" };

const cases: readonly Case[] = [
  { name: "none: one page is all", style: { style: "none" }, body: { next: "x" }, want: "end" },
  { name: "cursor: a token leads on", style: cursor, body: { next: "x" }, want: { next: "x" } },
  { name: "invariant 22: 0 is a token (cursor)", style: cursor, body: { next: 0 }, want: { next: 0 } },
  { name: "invariant 22: empty text ends (cursor)", style: cursor, body: { next: "" }, want: "end" },
  { name: "cursor: null ends", style: cursor, body: { next: null }, want: "end" },
  { name: "cursor: absence ends", style: cursor, body: {}, want: "end" },
  { name: "invariant 22: false ends (cursor)", style: cursor, body: { next: false }, want: "end" },
  {
    name: "cursor: an empty page with a token leads on",
    style: cursor,
    body: { next: "x" },
    items: 0,
    want: { next: "x" },
  },
  {
    name: "invariant 9: the flag has authority over a token (cursor)",
    style: flagged,
    body: { next: "x", more: false },
    want: "end",
  },
  {
    name: "invariant 10: a missing flag leaves it to the token (cursor)",
    style: flagged,
    body: { next: "x" },
    want: { next: "x" },
  },
  { name: "cursor: more without a token is broken", style: flagged, body: { more: true }, want: "broken" },
  {
    name: "cursor: in a header",
    style: { ...cursor, nextCursor: "header:X-Next" },
    headers: { "x-next": "h" },
    want: { next: "h" },
  },
  { name: "invariant 8: a short page ends nothing (page)", style: page, now: 1, items: 1, want: { next: 2 } },
  { name: "page: an empty page ends", style: page, now: 3, items: 0, want: "end" },
  {
    name: "page: counting from zero",
    style: { ...page, first: 0, totalPages: "/pages", end: "total-pages" },
    now: 1,
    body: { pages: 2 },
    want: "end",
  },
  {
    name: "page: pages are left",
    style: { ...page, totalPages: "/pages", end: "total-pages" },
    now: 1,
    body: { pages: "2" },
    items: 0,
    want: { next: 2 },
  },
  {
    name: "page: a silent total leaves it to the records",
    style: { ...page, total: "/total", end: "total" },
    now: 1,
    body: {},
    want: { next: 2 },
  },
  {
    name: "page: the total is reached",
    style: { ...page, total: "/total", end: "total" },
    now: 2,
    body: { total: 20 },
    read: 20,
    want: "end",
  },
  {
    name: "page: an unreachable total is not waited for",
    style: { ...page, total: "/total", end: "total" },
    now: 2,
    body: { total: 99 },
    items: 0,
    want: "end",
  },
  {
    name: "page: the named next page",
    style: { ...page, nextPage: "/next", end: "next" },
    now: 1,
    body: { next: 5 },
    want: { next: 5 },
  },
  {
    name: "page: next page 0 ends",
    style: { ...page, nextPage: "/next", end: "next" },
    now: 1,
    body: { next: 0 },
    want: "end",
  },
  {
    name: "page: a next page that stands still is stepped over",
    style: { ...page, nextPage: "/next", end: "next" },
    now: 4,
    body: { next: 4 },
    want: { next: 5 },
  },
  { name: "offset: grows by what arrived", style: offset, now: 20, items: 3, want: { next: 23 } },
  {
    name: "offset: the named next offset",
    style: { ...offset, nextOffset: "/next", end: "next" },
    now: 0,
    body: { next: 50 },
    want: { next: 50 },
  },
  {
    name: "offset: null for the next offset ends",
    style: { ...offset, nextOffset: "/next", end: "next" },
    now: 0,
    body: { next: null },
    want: "end",
  },
  { name: "keyset: the last record's key", style: keyset, body: { more: true }, items: 3, want: { next: "r2" } },
  { name: "keyset: no more", style: keyset, body: { more: false }, items: 3, want: "end" },
  { name: "keyset: a missing flag with records leads on", style: keyset, body: {}, items: 3, want: { next: "r2" } },
  {
    name: "keyset: an empty page that promises more is asked again",
    style: keyset,
    now: "r9",
    body: { more: true },
    items: 0,
    want: { next: "r9" },
  },
  {
    name: "keyset: a last record without the key is broken",
    style: { ...keyset, keyField: "/nope" },
    body: { more: true },
    want: "broken",
  },
  {
    name: "next-url: a relative link",
    style: url,
    body: { next: "/v1/x?page=2" },
    want: { next: "https://api.test/v1/x?page=2" },
  },
  { name: "next-url: another host is broken", style: url, body: { next: "https://evil.test/v1/x" }, want: "broken" },
  {
    name: "link-header: the next relation",
    style: { style: "link-header" },
    headers: { link: '<https://api.test/v1/x?p=2>; rel="next"' },
    want: { next: "https://api.test/v1/x?p=2" },
  },
  {
    name: "link-header: without one the list ends",
    style: { style: "link-header" },
    headers: { link: '<https://api.test/v1/x>; rel="prev"' },
    want: "end",
  },
  {
    name: "graphql: the end cursor",
    style: graph,
    body: { data: { x: { pageInfo: { hasNextPage: true, endCursor: "e" } } } },
    want: { next: "e" },
  },
  {
    name: "graphql: no next page",
    style: graph,
    body: { data: { x: { pageInfo: { hasNextPage: false, endCursor: "e" } } } },
    want: "end",
  },
  { name: "graphql: no page info is broken", style: graph, body: { data: { x: {} } }, want: "broken" },
];

test.each(cases)("$name", ({ style, now, body = {}, headers = {}, items = 10, read = 10, want }) => {
  const pager = pagerFor(style, servers);
  const answer = {
    member: (at: Pointer) => readPointer(body, at),
    ofLast: (at: Pointer) => readPointer({ id: `r${items - 1}` }, at),
    header: (name: string) => new Headers(headers).get(name),
    url: "https://api.test/v1/x?page=1",
    count: items,
    read,
  };
  expect(shown(pager.after(now ?? pager.first, answer))).toEqual(want);
});

function shown(next: NextPage): Case["want"] {
  return next.kind === "more" ? { next: next.next } : next.kind;
}

test("a first request carries no position, where the style needs none", () => {
  expect(pagerFor(cursor, servers).ask(null).parameters).toEqual({});
  expect(pagerFor(cursor, servers).ask(0).parameters).toEqual({ c: 0 });
  expect(pagerFor(page, servers).ask(1).parameters).toEqual({ p: 1 });
  expect(pagerFor(graph, servers).ask("e").parameters).toEqual({ "/query": "{ x }", "/variables/after": "e" });
});
