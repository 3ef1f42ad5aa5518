import type { Json, JsonObject, Pagination } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "../emulator.ts";
import { byCursor, harbor, harborDocument, stillClock } from "../harbor.test.fixture.ts";
import { contactsBy, origin, pageSize, styles, walk, type Body } from "./styles.test.fixture.ts";

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
    const { records } = await walk(emulator, next, {
      onPage: (page) => {
        if (page === 1) emulator.remove("contacts", before[0]?.["id"] ?? null);
        if (page === 2) emulator.remove("contacts", before[13]?.["id"] ?? null);
      },
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
