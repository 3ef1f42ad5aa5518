import type { Json, JsonObject, Pagination, StreamContract } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import type { Emulator } from "../emulator.ts";
import { ask, harbor, startHarbor } from "../harbor.test.fixture.ts";
import { contactsBy, origin, styles, walk } from "./styles.test.fixture.ts";

const syncToken = { token: "/sync_token", param: "sync_token" } as const;
const marked = { field: "/archived" } as const;
const changes = { syncToken, incremental: undefined, deletes: marked } satisfies Partial<StreamContract>;

const idsOf = (records: readonly Json[]) => (records as readonly JsonObject[]).map(({ id }) => id);
const contacts = (emulator: Emulator) => emulator.records("contacts") as readonly JsonObject[];
const page = async (emulator: Emulator, query: string) =>
  (await ask(emulator, `/contacts?${query}`)).json() as Promise<JsonObject & { data: readonly JsonObject[] }>;
const tokenAfter = async (emulator: Emulator, query = "limit=50"): Promise<string> =>
  (await page(emulator, query))["sync_token"] as string;

describe.each(styles.filter(([, { style }]) => style !== "none"))(
  "a list read page by page, %s",
  (_, pagination, next) => {
    const start = () => contactsBy(pagination, 20, { ...changes, options: { contract: "strict" } });
    const last = (reading: Awaited<ReturnType<typeof walk>>) => reading.last["sync_token"] as string;

    test("ends with a token, by which the next one shows what changed since, deleted records among it", async () => {
      const emulator = start();
      const [first, second, ...others] = contacts(emulator);
      const reading = await walk(emulator, next);
      expect(idsOf(reading.records)).toEqual(idsOf([first ?? null, second ?? null, ...others]));
      emulator.update("contacts", second?.["id"] ?? null, { name: "Ada" });
      emulator.remove("contacts", first?.["id"] ?? null);
      const made = Array.from({ length: 8 }, () => emulator.create("contacts"));
      const query = `limit=7&sync_token=${last(reading)}`;
      const delta = await walk(emulator, next, { query });
      expect(idsOf(delta.records)).toEqual([first?.["id"], second?.["id"], ...idsOf(made)]);
      expect(delta.records).toMatchObject([{ archived: true }, { name: "Ada", archived: false }, ...made]);
      expect(await walk(emulator, next, { query: `limit=7&sync_token=${last(delta)}` })).toMatchObject({ records: [] });
    });

    test("shows again by its token what changed while it was read", async () => {
      const emulator = start();
      const [first] = contacts(emulator);
      const onPage = (number: number) =>
        number === 1 && emulator.update("contacts", first?.["id"] ?? null, { name: "Ada" });
      const token = last(await walk(emulator, next, { onPage }));
      const delta = await walk(emulator, next, { query: `limit=7&sync_token=${token}` });
      expect(delta.records).toMatchObject([{ id: first?.["id"], name: "Ada" }]);
    });

    test("loses nothing by its token though another reader began and ended meanwhile, and a third began", async () => {
      const emulator = start();
      const [first] = contacts(emulator);
      let third: ReturnType<typeof walk> | undefined;
      let goOn = (): void => undefined;
      const waited = new Promise<void>((resolve) => (goOn = resolve));
      const meanwhile = async () => {
        emulator.update("contacts", first?.["id"] ?? null, { name: "Ada" });
        await walk(emulator, next);
        await new Promise<void>((begun) => {
          third = walk(emulator, next, { onPage: (number) => (begun(), number === 1 && waited) });
        });
      };
      const token = last(await walk(emulator, next, { onPage: (number) => number === 1 && meanwhile() }));
      const delta = await walk(emulator, next, { query: `limit=7&sync_token=${token}` });
      expect(delta.records).toMatchObject([{ name: "Ada" }]);
      goOn();
      await third;
      const anew = last(await walk(emulator, next));
      expect(await walk(emulator, next, { query: `limit=7&sync_token=${anew}` })).toMatchObject({ records: [] });
    });

    test("ends with a token that is taken though the vendor forgot the others on its second page", async () => {
      const emulator = start();
      const before = last(await walk(emulator, next));
      emulator.faults.set("expired_sync_tokens", { times: 1, page: 2 });
      const [first] = contacts(emulator);
      const onPage = (number: number) =>
        number === 1 && emulator.update("contacts", first?.["id"] ?? null, { name: "Ada" });
      const token = last(await walk(emulator, next, { onPage }));
      expect((await ask(emulator, `/contacts?sync_token=${before}`)).status).toBe(410);
      const delta = await walk(emulator, next, { query: `limit=7&sync_token=${token}` });
      expect(delta.records).toMatchObject([{ name: "Ada" }]);
    });
  },
);

describe("a list that is asked by a token", () => {
  const start = (more: Partial<StreamContract> = {}, options = {}) =>
    startHarbor({ connector: harbor({ ...changes, ...more }), records: 30, ...options });

  test("does not show a deletion twice, nor what was deleted before", async () => {
    const { emulator } = start();
    const before = await tokenAfter(emulator);
    emulator.remove("contacts", contacts(emulator)[4]?.["id"] ?? null);
    const { data, sync_token: after } = await page(emulator, `sync_token=${before}`);
    expect(data).toHaveLength(1);
    expect(await page(emulator, `sync_token=${after as string}`)).toMatchObject({ data: [] });
    expect(await page(emulator, `sync_token=${before}`)).toMatchObject({ data });
  });

  test("shows nothing of what was deleted where the vendor does not mark it", async () => {
    const { emulator } = start({ deletes: undefined });
    const token = await tokenAfter(emulator);
    emulator.remove("contacts", contacts(emulator)[4]?.["id"] ?? null);
    expect(await page(emulator, `sync_token=${token}`)).toMatchObject({ data: [] });
  });

  test("takes no parameter beside it that the contract excludes", async () => {
    const { emulator } = start({ syncToken: { ...syncToken, without: ["order"] } });
    const token = await tokenAfter(emulator, "limit=50&order=name");
    expect((await ask(emulator, `/contacts?sync_token=${token}`)).status).toBe(200);
    expect((await ask(emulator, `/contacts?sync_token=${token}&order=name`)).status).toBe(400);
  });

  test.each(["abc", "MC4wLjE", "%00"])("is answered 410 for one that was never given: %s", async (token) => {
    const { emulator } = start();
    expect((await ask(emulator, `/contacts?sync_token=${token}`)).status).toBe(410);
  });

  test("is answered 410 for a token of a vendor that has seen more than this one", async () => {
    const { emulator } = start();
    emulator.create("contacts");
    const token = await tokenAfter(emulator);
    expect((await ask(start().emulator, `/contacts?sync_token=${token}`)).status).toBe(410);
  });

  test("is answered 410 once the token has lived as long as the vendor keeps it", async () => {
    const { emulator, clock } = start({}, { paging: { syncTokenTtlMs: 60_000 } });
    const token = await tokenAfter(emulator);
    clock.advance(59_999);
    expect((await ask(emulator, `/contacts?sync_token=${token}`)).status).toBe(200);
    clock.advance(1);
    expect((await ask(emulator, `/contacts?sync_token=${token}`)).status).toBe(410);
  });

  test("has the same bytes by the same seed", async () => {
    const bytes = async () => {
      const { emulator } = start();
      const token = await tokenAfter(emulator);
      emulator.create("contacts", { name: "Ada" });
      return (await ask(emulator, `/contacts?sync_token=${token}`)).text();
    };
    expect(await bytes()).toBe(await bytes());
  });
});

test("a list that a result window cuts off has no token: it is not the end", async () => {
  const paging = { resultWindow: 10, beyondWindow: "ends" } as const;
  const { emulator } = startHarbor({ connector: harbor(changes), paging });
  expect(await page(emulator, "limit=50")).not.toHaveProperty("sync_token");
});

describe("a delta link", () => {
  const link = { token: "/delta_link", without: ["order"] } as const;
  const linked: readonly Pagination[] = [
    { style: "none" },
    { style: "next-url", nextUrl: "/next", end: "next", pageSize: { param: "limit", size: 4 } },
  ];

  test.each(linked)("is the whole address of what changes from here on, by pages too: $style", async (pagination) => {
    const list = { method: "GET", path: "/contacts", parameters: { order: "name", fields: "all" } } as const;
    const emulator = contactsBy(pagination, 3, { ...changes, list, syncToken: link, options: { contract: "strict" } });
    const first = await page(emulator, "order=name&fields=all&limit=4");
    const address = new URL(first["delta_link"] as string);
    expect([address.origin + address.pathname, [...address.searchParams.keys()]]).toEqual([
      `${origin}/contacts`,
      ["fields", "delta_token"],
    ]);
    const made = Array.from({ length: 30 }, () => emulator.create("contacts"));
    const next = ({ body, url }: { body: JsonObject; url: URL }) =>
      typeof body["next"] === "string" ? new URL(body["next"], url) : undefined;
    const delta = await walk(emulator, next, { query: address.search.slice(1) });
    expect(idsOf(delta.records)).toEqual(idsOf(made));
    expect(delta.last["delta_link"]).not.toBe(address.href);
    expect(emulator.violations()).toEqual([]);
  });
});
