import type { Connector, Json, JsonObject, Pagination, StreamContract } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "../emulator.ts";
import { byCursor, harbor, harborDocument, stillClock } from "../harbor.test.fixture.ts";

const origin = "https://api.harbor.example";
const pageSize = { param: "limit", size: 7, max: 50 };

/** What a client of one style does next; undefined when it is done. Written against the style alone, not against the emulator. */
type Next = (page: { body: Body; headers: Headers; url: URL; seen: number }) => URL | undefined;
type Body = JsonObject & { readonly data: readonly JsonObject[] };

const set = (url: URL, name: string, value: string): URL => {
  const next = new URL(url);
  next.searchParams.set(name, value);
  return next;
};

const styles: readonly (readonly [string, Pagination, Next])[] = [
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
  ["none", { style: "none" }, () => undefined],
];

async function walk(
  emulator: Emulator,
  next: Next,
  onPage?: (page: number) => void,
): Promise<{ records: readonly Json[]; pages: number }> {
  const records: Json[] = [];
  let url: URL | undefined = new URL(`${origin}/contacts?limit=7`);
  let pages = 0;
  for (; url !== undefined; pages++) {
    const after = url.searchParams.get("header:X-After");
    const response = await emulator.fetch(new Request(url, after === null ? {} : { headers: { "x-after": after } }));
    expect(response.status).toBe(200);
    const body = (await response.json()) as Body;
    records.push(...body.data);
    url = next({ body, headers: response.headers, url, seen: records.length });
    onPage?.(pages + 1);
    expect(pages).toBeLessThan(100);
  }
  return { records, pages };
}

function contactsBy(pagination: Pagination, records = 40, more: Partial<StreamContract> = {}): Emulator {
  const connector: Connector = harbor({ pagination, deletes: undefined, ...more });
  return createEmulator({ document: harborDocument, connector, records, clock: stillClock() });
}

describe("a client that knows only the style", () => {
  test.each(styles)("reads every record once, in order: %s", async (_, pagination, next) => {
    const emulator = contactsBy(pagination);
    const { records } = await walk(emulator, next);
    expect(records).toEqual(emulator.records("contacts"));
    expect(records).toHaveLength(40);
  });

  test.each(styles)("finds the end of an empty list: %s", async (_, pagination, next) => {
    const { records } = await walk(contactsBy(pagination, 0), next);
    expect(records).toEqual([]);
  });

  test.each(styles)("finds the end of a list that fills its last page: %s", async (_, pagination, next) => {
    const { records } = await walk(contactsBy(pagination, 21), next);
    expect(records).toHaveLength(21);
  });
});

describe("a link moves", () => {
  const first = async (path: string, pagination: Pagination) => {
    const connector = harbor({ pagination });
    const companies = connector.streams["companies"];
    const streams = companies === undefined ? {} : { companies: { ...companies, pagination } };
    const emulator = createEmulator({
      document: harborDocument,
      connector: { ...connector, streams: { ...connector.streams, ...streams } },
      clock: stillClock(),
    });
    const response = await emulator.fetch(new Request(`${origin}${path}`));
    return response.headers.get("link") ?? "";
  };

  test("the page number where the document has one, and keeps what else was asked", async () => {
    const link: Pagination = { style: "link-header" };
    expect(await first("/companies?sort=name", link)).toBe(`<${origin}/companies?sort=name&page=2>; rel="next"`);
    expect(await first("/companies?page=2", link)).toBe(
      `<${origin}/companies?page=1>; rel="first", <${origin}/companies?page=3>; rel="next"`,
    );
    expect(await first("/companies?page=5", link)).toBe(`<${origin}/companies?page=1>; rel="first"`);
  });

  test("an opaque token otherwise", async () => {
    expect(await first("/contacts", { style: "link-header", pageSize })).toMatch(
      /contacts\?cursor=[\w-]{20,}>; rel="next"$/,
    );
  });
});

const stable = styles.filter(([name]) => name.startsWith("cursor") || name.startsWith("keyset by id"));

describe("positions that name a record", () => {
  test.each(stable)("are not shifted by records that come and go before them: %s", async (_, pagination, next) => {
    const emulator = contactsBy(pagination, 40, { incremental: undefined });
    const before = emulator.records("contacts") as readonly JsonObject[];
    const { records } = await walk(emulator, next, (page) => {
      if (page === 1) emulator.remove("contacts", before[0]?.["id"] ?? null);
      if (page === 2) emulator.remove("contacts", before[13]?.["id"] ?? null);
    });
    expect(records).toEqual(before);
  });
});

describe("a page", () => {
  const ask = async (emulator: Emulator, query: string) => {
    const response = await emulator.fetch(new Request(`${origin}/contacts${query}`));
    return { response, body: (await response.json()) as Body };
  };

  test("is no larger than the vendor's maximum", async () => {
    const { body } = await ask(
      contactsBy({ ...byCursor, pageSize: { param: "limit", size: 10, max: 20 } }),
      "?limit=500",
    );
    expect(body.data).toHaveLength(20);
  });

  test("has the document's default size where none is asked, and its maximum where the connector knows none", async () => {
    expect((await ask(contactsBy(byCursor, 80), "")).body.data).toHaveLength(10);
    expect((await ask(contactsBy(byCursor, 80), "?limit=500")).body.data).toHaveLength(50);
  });

  test("carries the members that the document requires and says null where nothing follows", async () => {
    const { body } = await ask(contactsBy(byCursor, 3), "");
    expect(body).toMatchObject({ object: "list", has_more: false, next_cursor: null, total: 3 });
  });

  test.each([
    ["a cursor of nobody", byCursor, "?cursor=abc"],
    ["text for a page", styles[2]?.[1], "?page=two"],
    ["a negative offset", styles[5]?.[1], "?skip=-1"],
    ["the key of nobody", styles[7]?.[1], "?starting_after=nobody"],
    ["no instant", byCursor, "?updated_since=yesterday"],
  ])("is refused for %s", async (_, pagination, query) => {
    const { response, body } = await ask(contactsBy(pagination ?? { style: "none" }), query);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(body["detail"]).toEqual(expect.any(String));
  });

  test("of a GraphQL connection continues after the end cursor", async () => {
    const pagination: Pagination = {
      style: "graphql",
      query: "query",
      connection: "/data/contacts",
      after: "after",
      total: "/data/contacts/total",
    };
    const emulator = contactsBy(pagination, 12, {
      list: { method: "POST", path: "/graphql" },
      items: "/data/contacts/nodes",
    });
    const page = async (after: string | null) => {
      const body = JSON.stringify({ query: "query", variables: { after, first: 5 } });
      const response = await emulator.fetch(
        new Request(`${origin}/graphql`, { method: "POST", body, headers: { "content-type": "application/json" } }),
      );
      return (
        (await response.json()) as {
          data: { contacts: { nodes: Json[]; pageInfo: { hasNextPage: boolean; endCursor: string }; total: number } };
        }
      ).data.contacts;
    };
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    const third = await page(second.pageInfo.endCursor);
    expect([...first.nodes, ...second.nodes, ...third.nodes]).toEqual(emulator.records("contacts"));
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
    expect(third.total).toBe(12);
  });

  test("takes its parameters from the body of a POST list", async () => {
    const pagination: Pagination = {
      style: "cursor",
      cursor: "/page/after",
      nextCursor: "/page/next",
      pageSize: { param: "/page/limit", size: 5, max: 5 },
      end: "next",
    };
    const emulator = contactsBy(pagination, 8, { list: { method: "POST", path: "/contacts/search" } });
    const page = async (after: Json) => {
      const response = await emulator.fetch(
        new Request(`${origin}/contacts/search`, {
          method: "POST",
          body: JSON.stringify({ page: { after, limit: 5 } }),
          headers: { "content-type": "application/json" },
        }),
      );
      return (await response.json()) as { data: Json[]; page?: { next?: string } };
    };
    const first = await page(null);
    const second = await page(first.page?.next ?? null);
    expect([...first.data, ...second.data]).toEqual(emulator.records("contacts"));
    expect(second.page?.next).toBeUndefined();
  });
});
