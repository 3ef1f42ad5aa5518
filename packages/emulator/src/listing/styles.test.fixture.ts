import type { Connector, Json, JsonObject, Pagination, StreamContract } from "@waybill/sync/connector";
import { createEmulator, type Emulator } from "../emulator.ts";
import { byCursor, harbor, harborDocument, stillClock } from "../harbor.test.fixture.ts";
import type { EmulatorOptions } from "../options.ts";

export const origin = "https://api.harbor.example";
export const pageSize = { param: "limit", size: 7, max: 50 };

/** What a client of one style does next; undefined when it is done. Written against the style alone, not against the emulator. */
export type Next = (page: { body: Body; headers: Headers; url: URL; seen: number }) => URL | undefined;
export type Body = JsonObject & { readonly data: readonly JsonObject[] };

const set = (url: URL, name: string, value: string): URL => {
  const next = new URL(url);
  next.searchParams.set(name, value);
  return next;
};

/** Every style of the contract, with a client that knows no more than it. */
export const styles: readonly (readonly [string, Pagination, Next])[] = [
  [
    "cursor",
    byCursor,
    ({ body, url }) => (typeof body["next_cursor"] === "string" ? set(url, "cursor", body["next_cursor"]) : undefined),
  ],
  [
    "cursor in a header",
    { style: "cursor", cursor: "header:X-After", nextCursor: "header:X-Next", pageSize, end: "next" },
    ({ headers, url }) => (headers.has("x-next") ? set(url, "header:X-After", headers.get("x-next") ?? "") : undefined),
  ],
  [
    "page by total pages",
    { style: "page", page: "page", first: 1, totalPages: "/pages", pageSize, end: "total-pages" },
    ({ body, url }) => {
      const page = Number(url.searchParams.get("page") ?? 1);
      return page < Number(body["pages"]) ? set(url, "page", `${page + 1}`) : undefined;
    },
  ],
  [
    "page from 0 by next page",
    { style: "page", page: "p", first: 0, nextPage: "/next_page", pageSize, end: "next" },
    ({ body, url }) => (typeof body["next_page"] === "number" ? set(url, "p", `${body["next_page"]}`) : undefined),
  ],
  [
    "page until one is empty",
    { style: "page", page: "page", first: 1, pageSize, end: "empty-page" },
    ({ body, url }) =>
      body.data.length > 0 ? set(url, "page", `${Number(url.searchParams.get("page") ?? 1) + 1}`) : undefined,
  ],
  [
    "offset by total",
    { style: "offset", offset: "skip", total: "header:X-Total", pageSize, end: "total" },
    ({ headers, url, seen }) => (seen < Number(headers.get("x-total")) ? set(url, "skip", `${seen}`) : undefined),
  ],
  [
    "offset by has-more and next offset",
    { style: "offset", offset: "start", hasMore: "/more", nextOffset: "/paging/next", pageSize, end: "has-more" },
    ({ body, url }) => {
      const paging = body["paging"] as JsonObject | undefined;
      return body["more"] === true ? set(url, "start", `${paging?.["next"] as number}`) : undefined;
    },
  ],
  [
    "keyset by id",
    { style: "keyset", key: "starting_after", keyField: "/id", hasMore: "/has_more", pageSize, end: "has-more" },
    ({ body, url }) =>
      body["has_more"] === true ? set(url, "starting_after", body.data.at(-1)?.["id"] as string) : undefined,
  ],
  [
    "keyset by a field that is no primary key",
    { style: "keyset", key: "after", keyField: "/email", pageSize, end: "empty-page" },
    ({ body, url }) => (body.data.length > 0 ? set(url, "after", body.data.at(-1)?.["email"] as string) : undefined),
  ],
  [
    "link header",
    { style: "link-header", pageSize },
    ({ headers }) => {
      const next = headers
        .get("link")
        ?.split(", ")
        .find((link) => link.endsWith('rel="next"'));
      return next === undefined ? undefined : new URL(/<(.*)>/.exec(next)?.[1] ?? "");
    },
  ],
  [
    "next URL",
    { style: "next-url", nextUrl: "/links/next", pageSize, end: "next" },
    ({ body, url }) => {
      const next = (body["links"] as JsonObject | undefined)?.["next"];
      return typeof next === "string" ? new URL(next, url) : undefined;
    },
  ],
  [
    "number for a cursor",
    { style: "cursor", cursor: "after", nextCursor: "/next_offset", pageSize, end: "next" },
    ({ body, url }) =>
      typeof body["next_offset"] === "number" ? set(url, "after", `${body["next_offset"]}`) : undefined,
  ],
  ["none", { style: "none" }, () => undefined],
];

/** Reads a list to its end, and waits after each page for what is to happen meanwhile. */
export async function walk(
  emulator: Emulator,
  next: Next,
  { query = "limit=7", onPage }: { query?: string; onPage?: (page: number) => unknown } = {},
): Promise<{ records: readonly Json[]; pages: number; sizes: readonly number[]; last: JsonObject }> {
  const records: Json[] = [];
  let last: JsonObject = {};
  const sizes: number[] = [];
  let url: URL | undefined = new URL(`${origin}/contacts?${query}`);
  let pages = 0;
  for (; url !== undefined; pages++) {
    const after = url.searchParams.get("header:X-After");
    const response = await emulator.fetch(new Request(url, after === null ? {} : { headers: { "x-after": after } }));
    if (response.status !== 200) throw new Error(`${response.status} for ${url.href}`);
    const body = (await response.json()) as Body;
    sizes.push(body.data.length);
    records.push(...body.data);
    last = body;
    url = next({ body, headers: response.headers, url, seen: records.length });
    await onPage?.(pages + 1);
    if (pages > 100) throw new Error("The list does not end.");
  }
  return { records, pages, sizes, last };
}

/** Contacts without tombstones, listed in one style. */
export function contactsBy(
  pagination: Pagination,
  records = 40,
  { options, ...more }: Partial<StreamContract> & { options?: Partial<EmulatorOptions> } = {},
): Emulator {
  const connector: Connector = harbor({ pagination, deletes: undefined, ...more });
  return createEmulator({ document: harborDocument, connector, records, clock: stillClock(), ...options });
}
