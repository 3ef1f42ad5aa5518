import { expect, test } from "vitest";
import type { StreamContract } from "../connector/index.ts";
import { contractWith, datedBy } from "../../test/contract.ts";
import { connectorOf, engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import type { FakeVendor } from "../../test/vendor.ts";
import { createWaybill } from "../engine.ts";

const over = (fake: FakeVendor, ...streams: readonly StreamContract[]) =>
  engineOver({ vendor: fake.vendor, streams: streams.length > 0 ? streams : undefined });

test("an action runs once per key and says when there was nothing to act on", async () => {
  const fake = fakeVendor(rowsOf(5));
  const { clock, waybill, connection } = over(fake);
  const target = { connection: "acme" };
  expect(await waybill.status.act({ kind: "sync", target }, "k1")).toEqual({ state: "accepted" });
  expect(await waybill.status.act({ kind: "sync", target }, "k1")).toEqual({ state: "accepted" });
  await clock.settle(connection.pull("contacts"));
  expect(fake.asked).toHaveLength(1);
  expect(await waybill.status.act({ kind: "sync", target: { connection: "other" } }, "k2")).toMatchObject({
    state: "rejected",
    failure: { code: "not_found" },
  });
});

test("a record that could not be accepted is replayed after the contract was corrected, with its own receipt", async () => {
  const fake = fakeVendor([]);
  fake.faults.push(() => json({ data: [{ uid: "u1", name: "Ada" }], next: null, total: 1 }));
  const wrong = over(fake);
  const [receipt] = await wrong.clock.settle(wrong.connection.sync());
  expect(receipt).toMatchObject({ outcome: "partial", counts: { quarantined: 1 } });
  const right = createWaybill({ store: wrong.store, clock: wrong.clock, fetch: async () => json({}, { status: 404 }) });
  const contract = contractWith({ primaryKey: ["/uid"], display: { title: "/name", fields: [] } });
  right.connection("acme", { connector: connectorOf([contract]) });
  const failed = await right.status.failed({ connection: "acme" }, { limit: 10 });
  expect(failed.items).toMatchObject([{ stream: "contacts", reason: "missing_key", title: "Ada", field: "/id" }]);
  const target = { connection: "acme", stream: "contacts" };
  const records = failed.items.map(({ id }) => id);
  expect(await wrong.clock.settle(right.status.act({ kind: "replay", target, records }, "k"))).toEqual({
    state: "accepted",
  });
  expect(await right.status.count(target)).toBe(1);
  const history = (await right.status.history(target, { limit: 5 })).items;
  expect(history).toMatchObject([{ kind: "replay", outcome: "complete", of: receipt?.id }, { kind: "run" }]);
  expect((await right.status.failed(target, { limit: 10 })).items).toEqual([]);
});

test("a discarded record asks for no more attention", async () => {
  const fake = fakeVendor([]);
  fake.faults.push(() => json({ data: [{ name: "no key" }], next: null, total: 1 }));
  const { clock, waybill, connection } = over(fake);
  await clock.settle(connection.sync());
  const target = { connection: "acme" };
  expect(await waybill.status.health(target)).toMatchObject({
    needsFix: 1,
    runs: [{ stream: "contacts", outcome: "partial" }],
  });
  const records = (await waybill.status.failed(target, { limit: 10 })).items.map(({ id }) => id);
  await clock.settle(waybill.status.act({ kind: "discard", target, records }, "k"));
  expect(await waybill.status.health(target)).toMatchObject({ needsFix: 0 });
});

test("streams that hold nothing of what is discarded are left to their work", async () => {
  const fake = fakeVendor(rowsOf(25), { streams: ["a", "b"] });
  const streams = ["a", "b"].map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } }));
  const { clock, store, waybill, connection } = over(fake, ...streams);
  fake.faults.push(() => json({ data: [{ name: "no key" }], next: null, total: 1 }));
  await clock.settle(connection.pull("a"));
  await clock.settle(connection.pull("b"));
  const target = { connection: "acme" };
  const records = (await waybill.status.failed(target, { limit: 9 })).items.map(({ id }) => id);
  const before = await store.lease("acme", "b");
  await clock.settle(waybill.status.act({ kind: "discard", target, records }, "k"));
  expect(await store.lease("acme", "b")).toEqual(before);
  expect((await waybill.status.failed(target, { limit: 9 })).items).toEqual([]);
});

test("a stream is complete again only when what was held back arrived, which asking again sees to", async () => {
  const rows = rowsOf(12, () => ({ updated_at: "1970-01-01T00:00:00.000Z" }));
  const fake = fakeVendor(rows);
  const { clock, waybill, connection } = over(fake, contractWith({ incremental: datedBy }));
  const broken = rows.slice(0, 10).map(({ id, ...rest }) => (id === "c3" ? rest : { id, ...rest }));
  fake.faults.push(() => json({ data: broken, next: "10", total: 12 }));
  await clock.settle(connection.sync());
  await clock.advance(60_000);
  fake.put({ id: "c99", updated_at: new Date(clock.now()).toISOString() });
  const [second] = await clock.settle(connection.sync());
  expect(second).toMatchObject({ mode: "incremental", outcome: "complete" });
  const target = { connection: "acme" };
  expect(await waybill.status.snapshot(target)).toMatchObject({ lastOutcome: "partial", heldBack: 1 });
  const whole = new Promise<void>((resolve) => {
    waybill.status.subscribe(target, ({ heldBack, lastOutcome }) => {
      if (heldBack === 0 && lastOutcome === "complete") resolve();
    });
  });
  await waybill.status.act({ kind: "sync", target }, "again");
  await clock.settle(whole);
  const [third] = (await waybill.status.history(target, { limit: 1 })).items;
  expect(third).toMatchObject({ mode: "full", outcome: "complete", counts: { created: 1, unchanged: 12 } });
  expect(await waybill.status.snapshot(target)).toMatchObject({ lastOutcome: "complete", heldBack: 0 });
  expect((await waybill.status.failed(target, { limit: 5 })).items).toEqual([]);
});

test("a sync that joins a pull which another tab called off before reads the stream", async () => {
  const fake = fakeVendor(rowsOf(15));
  const engine: ReturnType<typeof engineOver> = engineOver({
    vendor: async (request) => {
      await engine.clock.sleep(2000, request.signal);
      return fake.vendor(request);
    },
  });
  const { clock, store, connector, connection: other, open } = engine;
  const deaf = open({ store: { ...store, subscribe: () => () => {} } });
  const here = deaf.connection("acme", { connector });
  const leading = other.pull("contacts").catch(() => {});
  await clock.advance(500);
  const before = here.pull("contacts");
  await clock.advance(100);
  const cancelled = open().connection("acme", { connector }).cancel("contacts");
  await clock.advance(1);
  await cancelled;
  const target = { connection: "acme", stream: "contacts" };
  expect(await deaf.status.act({ kind: "sync", target }, "k")).toEqual({ state: "joined" });
  await clock.advance(600_000);
  expect(await clock.settle(before)).toMatchObject({ outcome: "cancelled" });
  await leading;
  expect(await store.count("acme", "contacts")).toBe(15);
});
