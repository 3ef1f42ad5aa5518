import type { Json, JsonObject } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import type { Emulator } from "../emulator.ts";
import { ask, harbor, startHarbor } from "../harbor.test.fixture.ts";
import { faultKinds, isFaultKind, type FaultOptions } from "./fault.ts";

const oauth = { kind: "oauth2", scopes: ["read"] } as const;

const page = async (emulator: Emulator, path?: string) =>
  (await (await ask(emulator, path)).json()) as JsonObject & { data: readonly JsonObject[] };

describe("a fault", () => {
  test("lasts until it is cleared, alone or with all others", async () => {
    const { emulator } = startHarbor();
    emulator.faults.set("outage");
    emulator.faults.set("slow", { ms: 5 });
    expect((await ask(emulator)).status).toBe(503);
    emulator.faults.clear("outage");
    expect((await ask(emulator)).status).toBe(200);
    expect(emulator.faults.active()).toEqual([{ kind: "slow", options: { ms: 5 } }]);
    emulator.faults.clear();
    expect(emulator.faults.active()).toEqual([]);
  });

  test("is over after as many requests as were asked for", async () => {
    const { emulator } = startHarbor();
    emulator.faults.set("outage", { times: 2 });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await ask(emulator)).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  test("meets only the streams it is meant for", async () => {
    const { emulator } = startHarbor();
    emulator.faults.set("outage", { streams: ["companies"] });
    expect((await ask(emulator, "/contacts")).status).toBe(200);
    expect((await ask(emulator, "/companies")).status).toBe(503);
  });

  test("has a name that can be checked", () => {
    expect(Object.keys(faultKinds).every(isFaultKind)).toBe(true);
    expect(["toString", "fire", 3].some(isFaultKind)).toBe(false);
  });
});

test("a rate limit answers 429 and says in whole seconds when to come back", async () => {
  const { emulator } = startHarbor();
  emulator.faults.set("rate_limit", { retryAfterMs: 1500 });
  const response = await ask(emulator);
  expect([response.status, response.headers.get("retry-after")]).toEqual([429, "2"]);
});

test("an outage may also be a connection that breaks, as a TypeError", async () => {
  const { emulator } = startHarbor();
  emulator.faults.set("outage", { mode: "reset" });
  await expect(ask(emulator)).rejects.toThrow(TypeError);
  expect(emulator.stats().requests["contacts"]).toMatchObject([{ status: 0, delivered: false, fault: "reset" }]);
});

test("slow answers take their time on the emulator's clock", async () => {
  const { emulator, clock } = startHarbor();
  emulator.faults.set("slow", { ms: 4000 });
  const before = clock.now();
  expect((await ask(emulator)).status).toBe(200);
  expect(clock.now() - before).toBe(4000);
});

test("broken records lose their key or its type, always the same ones, and the vendor's own stay whole", async () => {
  const { emulator } = startHarbor();
  emulator.faults.set("broken_records", { every: 4 });
  const [once, again] = [await page(emulator, "/contacts?limit=50"), await page(emulator, "/contacts?limit=50")];
  const broken = once.data.filter(({ id }) => typeof id !== "string");
  expect(once).toEqual(again);
  expect(broken.length).toBeGreaterThan(5);
  expect(broken.length).toBeLessThan(25);
  expect(new Set(broken.map(({ id }) => typeof id))).toEqual(new Set(["undefined", "object"]));
  expect((emulator.records("contacts") as readonly JsonObject[]).every(({ id }) => typeof id === "string")).toBe(true);
});

test.each([
  ["renamed", { mode: "renamed", field: "name" }, { name: undefined, name_v2: expect.any(String) as string }],
  ["retyped", { mode: "retyped", field: "name" }, { name: { value: expect.any(String) as string } }],
  [
    "renamed where it is displayed, unless told otherwise",
    {},
    { email: undefined, email_v2: expect.any(String) as string },
  ],
] as const)("a changed schema has a field %s", async (_, options: FaultOptions["changed_schema"], wanted) => {
  const { emulator } = startHarbor({
    connector: harbor({ deletes: undefined, display: { title: "/email", fields: ["/id", "/email"] } }),
  });
  emulator.faults.set("changed_schema", options);
  const { data } = await page(emulator);
  for (const record of data)
    expect({ ...record, ...Object.fromEntries(Object.keys(wanted).map((key) => [key, record[key]])) }).toMatchObject(
      wanted,
    );
});

describe("endless pages", () => {
  test("hand out the same cursor again", async () => {
    const { emulator } = startHarbor();
    const cursor = (await page(emulator))["next_cursor"] as string;
    emulator.faults.set("endless_pages");
    expect((await page(emulator, `/contacts?cursor=${cursor}`))["next_cursor"]).toBe(cursor);
  });

  test("or start over after the last record, with a new cursor every time", async () => {
    const { emulator } = startHarbor({ records: 15 });
    emulator.faults.set("endless_pages", { mode: "forever" });
    const seen: string[] = [];
    const records: Json[] = [];
    for (let cursor = ""; seen.length < 6;) {
      const { data, ...rest } = await page(emulator, `/contacts${cursor === "" ? "" : `?cursor=${cursor}`}`);
      records.push(...data);
      cursor = rest["next_cursor"] as string;
      seen.push(cursor);
    }
    expect(new Set(seen).size).toBe(6);
    expect(records).toHaveLength(60);
    expect(records.slice(15, 30)).toEqual(records.slice(0, 15));
  });

  test.each([
    [
      { style: "page", page: "page", first: 1, totalPages: "/pages", end: "total-pages" },
      "/contacts?page=900",
      { pages: 901 },
    ],
    [{ style: "offset", offset: "skip", nextOffset: "/next", end: "next" }, "/contacts?skip=5000", { next: 5025 }],
    [
      { style: "keyset", key: "after", keyField: "/id", hasMore: "/has_more", end: "has-more" },
      "/contacts",
      { has_more: true },
    ],
  ] as const)("go on in every style: %o", async (pagination, path, wanted) => {
    const { emulator } = startHarbor({ connector: harbor({ deletes: undefined, pagination }) });
    emulator.faults.set("endless_pages", { mode: "forever" });
    const body = await page(emulator, path);
    expect(body).toMatchObject(wanted);
    expect(body.data.length).toBeGreaterThan(0);
  });
});

describe("credentials at fault", () => {
  const enforced = () => startHarbor({ connector: harbor({ deletes: undefined }, { auth: [oauth] }), auth: "enforce" });
  const list = (emulator: Emulator, accessToken: string) =>
    ask(emulator, "/contacts", { headers: { authorization: `Bearer ${accessToken}` } });
  const refresh = async (emulator: Emulator, refreshToken: string) => {
    const body = new URLSearchParams({
      grant_type: "refresh_token",
      client_id: emulator.credentials().clientId,
      refresh_token: refreshToken,
    });
    return (await (await ask(emulator, "/oauth/token", { method: "POST", body })).json()) as {
      access_token: string;
      error?: string;
    };
  };

  test("expired tokens work again after a refresh", async () => {
    const { emulator } = enforced();
    const tokens = emulator.issueTokens();
    emulator.faults.set("expired_token");
    expect((await list(emulator, tokens.accessToken)).status).toBe(401);
    const fresh = await refresh(emulator, tokens.refreshToken);
    expect((await list(emulator, fresh.access_token)).status).toBe(200);
  });

  test("revoked access stays revoked until consent is given again", async () => {
    const { emulator } = enforced();
    const tokens = emulator.issueTokens();
    emulator.faults.set("revoked");
    expect((await list(emulator, tokens.accessToken)).status).toBe(401);
    expect((await refresh(emulator, tokens.refreshToken)).error).toBe("invalid_grant");
    const { clientId } = emulator.credentials();
    const body = new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: "http://localhost/",
      code_challenge: "x",
      code_challenge_method: "S256",
      decision: "allow",
    });
    await ask(emulator, "/oauth/authorize", { method: "POST", body });
    expect(emulator.faults.active()).toEqual([]);
    expect((await list(emulator, emulator.issueTokens().accessToken)).status).toBe(200);
  });

  test.each(["expired_token", "revoked"] as const)("a fixed key is refused while %s is set", async (kind) => {
    const { emulator } = startHarbor({
      connector: harbor({}, { auth: [{ kind: "apiKey", in: "header", name: "x-key" }] }),
      auth: "enforce",
    });
    const request = () => ask(emulator, "/contacts", { headers: { "x-key": emulator.credentials().apiKey } });
    emulator.faults.set(kind);
    expect((await request()).status).toBe(401);
    emulator.faults.clear();
    expect((await request()).status).toBe(200);
  });
});
