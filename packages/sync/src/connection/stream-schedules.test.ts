import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import { cron } from "../schedule/cron.ts";
import type { Schedule } from "../schedule/schedule.ts";
import type { Store } from "../store/index.ts";

const minute = 60_000;
const everyTen: Schedule = { kind: "interval", everyMs: 10 * minute };

function scheduled(schedule: Schedule) {
  const fake = fakeVendor(rowsOf(5));
  const engine = engineOver({ vendor: fake.vendor, connection: { schedule: { "*": schedule } }, waybill: { cron } });
  return { ...engine, fake };
}

test("a scheduled stream runs at once, then an interval after each end, and the status says when", async () => {
  const { clock, waybill, fake } = scheduled(everyTen);
  waybill.start();
  await clock.advance(1000);
  expect(fake.asked).toHaveLength(1);
  const { nextAttemptAt, lastOutcome } = await waybill.status.snapshot({ connection: "acme" });
  expect(lastOutcome).toBe("complete");
  expect(Math.abs((nextAttemptAt ?? 0) - clock.now() - 10 * minute)).toBeLessThan(2000);
  await clock.advance(30 * minute);
  expect(fake.asked).toHaveLength(4);
  await waybill.dispose();
});

test("the scheduler does not look at a stream that runs, however often others end", async () => {
  const names = ["a", "b"];
  const [long, short] = [fakeVendor(rowsOf(900), { streams: names }), fakeVendor(rowsOf(5), { streams: names })];
  const engine: ReturnType<typeof engineOver> = engineOver({
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
    vendor: async (request) => {
      if (!request.url.includes("/a?")) return short.vendor(request);
      await engine.clock.sleep(20_000, request.signal);
      return long.vendor(request);
    },
  });
  const { clock, store, connector, open } = engine;
  const looks: string[] = [];
  const watched: Store = {
    ...store,
    checkpoint: async (connection, stream) => {
      looks.push(stream);
      return store.checkpoint(connection, stream);
    },
  };
  const waybill = open({ store: watched });
  waybill.connection("acme", { connector, schedule: { "*": everyTen } });
  waybill.start();
  await clock.advance(10_000);
  looks.length = 0;
  await clock.advance(15 * minute);
  expect([looks.includes("a"), looks.includes("b")]).toEqual([false, true]);
  expect((await store.checkpoint("acme", "a"))?.run).toBeDefined();
  await clock.settle(waybill.dispose());
});

test("without start nothing runs by itself, and after stop nothing does any more", async () => {
  const { clock, waybill, fake } = scheduled(everyTen);
  await clock.advance(60 * minute);
  expect(fake.asked).toHaveLength(0);
  waybill.start();
  await clock.advance(minute);
  await waybill.stop();
  await clock.advance(60 * minute);
  expect(fake.asked).toHaveLength(1);
  expect((await waybill.status.snapshot({ connection: "acme" })).nextAttemptAt).toBeUndefined();
  expect(clock.sleepers).toBe(0);
});

test("ticks that a sleeping laptop missed are one run", async () => {
  const { clock, waybill, fake } = scheduled({ kind: "cron", expression: "*/10 * * * *" });
  waybill.start();
  await clock.advance(11 * minute);
  const before = fake.asked.length;
  await waybill.stop();
  await clock.advance(24 * 60 * minute);
  waybill.start();
  await clock.advance(1000);
  expect(fake.asked).toHaveLength(before + 1);
  await waybill.dispose();
});

test("a paused stream is left alone until it is resumed", async () => {
  const { clock, waybill, connection, fake } = scheduled(everyTen);
  await connection.pause("contacts");
  waybill.start();
  await clock.advance(60 * minute);
  expect(fake.asked).toHaveLength(0);
  await connection.resume("contacts");
  await clock.advance(1000);
  expect(fake.asked).toHaveLength(1);
  await waybill.dispose();
});

test("invariant 118: refused credentials end scheduled runs, without a storm, until the customer reconnects", async () => {
  const { clock, waybill, connection, fake } = scheduled(everyTen);
  fake.faults.push(() => json({}, { status: 401 }));
  waybill.start();
  await clock.advance(120 * minute);
  expect(fake.asked).toHaveLength(1);
  await connection.reconnect();
  await clock.advance(minute);
  expect(fake.asked).toHaveLength(2);
  await clock.advance(10 * minute);
  expect(fake.asked).toHaveLength(3);
  await waybill.dispose();
});

test("invariant 118: who reconnects sets going again what the refusal stopped, and nothing that a person paused", async () => {
  const names = ["a", "b"];
  const fake = fakeVendor(rowsOf(5), { streams: names });
  const streams = names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } }));
  let isRefused = true;
  const asked: string[] = [];
  const { clock, waybill, connection } = engineOver({
    streams,
    vendor: (request) => {
      asked.push(new URL(request.url).pathname);
      return isRefused ? json({}, { status: 401 }) : fake.vendor(request);
    },
    connection: { schedule: { "*": everyTen } },
  });
  await connection.pause("b");
  waybill.start();
  await clock.advance(60 * minute);
  const blockers = async () =>
    Promise.all(names.map(async (stream) => (await waybill.status.snapshot({ connection: "acme", stream })).blocker));
  expect(await blockers()).toEqual(["auth", "auth"]);
  isRefused = false;
  await connection.reconnect();
  await clock.advance(60 * minute);
  expect(await blockers()).toEqual([null, "paused"]);
  expect(new Set(asked)).toEqual(new Set(["/a"]));
  await waybill.dispose();
});

test("a run that cannot end is not begun again at once", async () => {
  const { clock, store, waybill, fake } = scheduled(everyTen);
  await store.commit({
    connection: "acme",
    stream: "contacts",
    checkpoint: Object.assign({}, { format: 99, version: 1, contract: { version: 1, hash: "x" } }) as never,
  });
  waybill.start();
  await clock.advance(30 * minute);
  expect(fake.asked).toHaveLength(0);
  await waybill.dispose();
});

test("a long run of one stream does not hold up another", async () => {
  const slow = contractWith({ name: "slow", list: { method: "GET", path: "/slow" } });
  const quick = contractWith({ name: "quick", list: { method: "GET", path: "/quick" } });
  const asked: string[] = [];
  let pages = 0;
  const engine = engineOver({
    streams: [slow, quick],
    vendor: async (request) => {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      if (pathname === "/quick") return json({ data: [], next: null, total: 0 });
      await engine.clock.sleep(5000);
      pages += 1;
      return json({ data: [{ id: `s${pages}` }], next: `${pages}`, total: 9999 });
    },
    connection: { schedule: { "*": everyTen } },
  });
  engine.waybill.start();
  await engine.clock.advance(25 * minute);
  expect(asked.filter((path) => path === "/quick").length).toBeGreaterThanOrEqual(3);
  await engine.waybill.dispose();
});

test("a schedule that means nothing is refused where it is given", async () => {
  const { connection } = scheduled({ kind: "manual" });
  const never: Schedule = { kind: "cron", expression: "whenever" };
  await expect(connection.schedule("contacts", never)).rejects.toThrow("whenever");
  expect(() => scheduled({ kind: "interval", everyMs: 5 })).toThrow("1000 milliseconds");
});

test("a schedule can be set and changed while the engine runs", async () => {
  const { clock, waybill, connection, fake } = scheduled({ kind: "manual" });
  waybill.start();
  await clock.advance(60 * minute);
  expect(fake.asked).toHaveLength(0);
  await connection.schedule("contacts", everyTen);
  await clock.advance(1000);
  expect(fake.asked).toHaveLength(1);
  await expect(connection.schedule("nothing", everyTen)).rejects.toThrow(/no stream/);
  await waybill.dispose();
});
