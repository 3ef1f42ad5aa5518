import { bearer } from "@waybill/transport";
import { memoryTokenStore, oauth2 } from "@waybill/transport/oauth2";
import type { TokenStore } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { changingRows } from "../../test/changing-rows.ts";
import { engineOver } from "../../test/engine.ts";
import { contractWith } from "../../test/contract.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import type { Connection } from "./connection.ts";

type Engine = ReturnType<typeof engineOver>;

const never = new Promise<never>(() => {});

test.each([
  { what: "a request that nobody answers", trouble: () => never },
  {
    what: "a wait that the vendor asked for",
    trouble: () => json({}, { status: 429, headers: { "retry-after": "50" } }),
  },
  { what: "the pause before another attempt", trouble: () => json({}, { status: 503 }) },
])(
  "invariant 119: an engine that is told to stop in $what stops at once, and goes on there later",
  async ({ trouble }) => {
    const source = changingRows(25);
    let requests = 0;
    const engine = engineOver({
      vendor: (request) => ((requests += 1) === 2 ? trouble() : source.vendor(request)),
    });
    const { clock, store, connection, waybill } = engine;
    const pulling = connection.pull("contacts").catch((error: unknown) => error);
    await clock.advance(0);
    const stoppedAt = clock.monotonic();
    await waybill.stop();
    expect(clock.monotonic()).toBe(stoppedAt);
    expect(await pulling).toMatchObject({ code: "aborted" });
    expect(await store.checkpoint("acme", "contacts")).toMatchObject({ run: { pages: 1 } });
    const receipt = await clock.settle(connection.pull("contacts"));
    expect(receipt).toMatchObject({ outcome: "complete", pages: 3, counts: { received: 25 } });
    expect(source.asked).toEqual(["?limit=10", "?limit=10&cursor=10", "?limit=10&cursor=20"]);
  },
);

const names = ["a", "b", "c", "d", "e"];

function fiveStreams() {
  const fake = fakeVendor(rowsOf(25), { streams: names });
  const engine: Engine = engineOver({
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
    vendor: async (request) => {
      await engine.clock.sleep(1000);
      return fake.vendor(request);
    },
  });
  return { engine, fake };
}

test.each<{ readonly what: string; readonly end: (engine: Engine) => Promise<unknown> }>([
  { what: "is stopped", end: ({ waybill }: Engine) => waybill.stop() },
  { what: "is closed", end: ({ waybill }: Engine) => waybill.dispose() },
  { what: "is disconnected", end: ({ connection }: Engine) => connection.disconnect() },
  { what: "is erased", end: ({ connection }: Engine) => connection.erase() },
  {
    what: "is cancelled as a whole",
    end: ({ waybill }: Engine) => waybill.status.act({ kind: "cancel", target: { connection: "acme" } }, "k"),
  },
])("a sync that $what begins none of the streams that wait for their turn", async ({ what, end }) => {
  const { engine, fake } = fiveStreams();
  const { clock, store, connection } = engine;
  const syncing = connection.sync().catch((error: unknown) => error);
  await clock.advance(1500);
  await clock.settle(end(engine));
  expect(await clock.settle(syncing)).toMatchObject({ code: "aborted" });
  await clock.advance(60_000);
  expect(fake.asked.filter((query) => query === "?limit=10")).toHaveLength(2);
  const stored = await Promise.all(names.map((name) => store.count("acme", name)));
  expect(stored).toEqual(what === "is erased" ? [0, 0, 0, 0, 0] : [10, 10, 0, 0, 0]);
});

test("a stream that waits for its turn is cancelled by its own name, and the others go on", async () => {
  const { engine } = fiveStreams();
  const { clock, store, waybill, connection } = engine;
  const syncing = connection.sync();
  await clock.advance(500);
  const target = { connection: "acme", stream: "d" };
  expect((await waybill.status.snapshot(target)).phase).toBe("pending");
  await clock.settle(waybill.status.act({ kind: "cancel", target }, "k"));
  expect((await waybill.status.snapshot(target)).phase).toBe("idle");
  expect(await clock.settle(syncing)).toHaveLength(4);
  expect((await store.receipts("acme", { stream: "d", limit: 1 })).items).toEqual([]);
  expect(await clock.settle(connection.pull("d"))).toMatchObject({ outcome: "complete" });
});

/** A list of three pages, a second each. */
function slowList(): Engine & { readonly asked: readonly string[] } {
  const fake = fakeVendor(rowsOf(25));
  const engine: Engine = engineOver({
    vendor: async (request) => {
      await engine.clock.sleep(1000);
      return fake.vendor(request);
    },
  });
  return { ...engine, asked: fake.asked };
}

describe.each<{ readonly what: string; readonly work: (connection: Connection) => Promise<unknown> }>([
  { what: "a step of a queue", work: (connection) => connection.step("contacts", { maxPages: 9 }) },
  { what: "a dry run", work: (connection) => connection.pull("contacts", { dryRun: true }) },
])("$what", ({ work }) => {
  test.each<{ readonly how: string; readonly end: (engine: Engine) => Promise<unknown> }>([
    { how: "is stopped", end: ({ waybill }) => waybill.stop() },
    { how: "is closed", end: ({ waybill }) => waybill.dispose() },
    { how: "is disconnected", end: ({ connection }) => connection.disconnect() },
    { how: "is erased", end: ({ connection }) => connection.erase() },
  ])("asks for nothing more once its connection $how", async ({ end }) => {
    const engine = slowList();
    const { clock, connection, asked } = engine;
    const ended = work(connection).catch((error: unknown) => error);
    await clock.advance(1500);
    await clock.settle(end(engine));
    expect(await ended).toMatchObject({ code: "aborted" });
    await clock.advance(60_000);
    expect(asked).toEqual(["?limit=10", "?limit=10&cursor=10"]);
  });
});

test("a step whose run was erased in a tab that it does not hear of says so, and begins no other", async () => {
  const { clock, store, connection, connector, open } = slowList();
  const deaf = { ...store, subscribe: () => () => {} };
  const other = open({ store: deaf }).connection("acme", { connector, credential: bearer("first") });
  const stepped = other.step("contacts");
  await clock.advance(500);
  await clock.settle(connection.erase());
  expect(await clock.settle(stepped)).toMatchObject({ state: "refused", failure: { code: "aborted" } });
  expect(await store.checkpoint("acme", "contacts")).toBeUndefined();
});

test.each<{ readonly what: string; readonly end: (engine: Engine) => Promise<unknown> }>([
  { what: "an engine", end: ({ waybill }) => waybill.dispose() },
  { what: "a connection", end: ({ connection }) => connection.dispose() },
])("$what that is closed stays so when the engine is started", async ({ end }) => {
  const engine = slowList();
  const { clock, store, waybill, connection } = engine;
  await connection.schedule("contacts", { kind: "interval", everyMs: 60_000 });
  waybill.start();
  await clock.advance(10_000);
  await clock.settle(end(engine));
  const before = await store.head();
  waybill.start();
  await clock.advance(600_000);
  expect(await store.head()).toBe(before);
});

/** An engine whose token has expired. Its tokens take a second to read, and its token endpoint a second to answer. */
async function renewing() {
  const memory = memoryTokenStore();
  await memory.save("k", { format: 1, accessToken: "old", refreshToken: "first", tokenType: "bearer", expiresAt: -1 });
  const asked: string[] = [];
  const tokens: TokenStore = {
    ...memory,
    load: async (key) => {
      await engine.clock.sleep(1000);
      return memory.load(key);
    },
  };
  const engine: Engine = engineOver({
    connection: { credential: oauth2({ tokenUrl: "https://vendor.test/token", clientId: "c", key: "k", tokens }) },
    vendor: async ({ url }) => {
      asked.push(new URL(url).pathname);
      await engine.clock.sleep(1000);
      return json({ access_token: "new", refresh_token: "second", token_type: "bearer" });
    },
  });
  const pulled = engine.connection.pull("contacts").catch((error: unknown) => error);
  return { ...engine, memory, asked, pulled };
}

test("an engine that is closed while its tokens are read asks for none", async () => {
  const { clock, waybill, asked, pulled } = await renewing();
  await clock.advance(1500);
  await waybill.dispose();
  expect(await pulled).toMatchObject({ code: "aborted" });
  await clock.advance(60_000);
  expect(asked).toEqual([]);
});

test("an engine that is closed while its tokens are renewed is closed once they are stored", async () => {
  const { clock, waybill, memory, asked, pulled } = await renewing();
  await clock.advance(2500);
  await clock.settle(waybill.dispose());
  expect(await memory.load("k")).toMatchObject({ refreshToken: "second" });
  expect(await pulled).toMatchObject({ code: "aborted" });
  expect(asked).toEqual(["/token"]);
});
