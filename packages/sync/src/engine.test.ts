import { FailureError, bearer, failure } from "@waybill/transport";
import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";
import type { StreamContract } from "./connector/index.ts";
import { contractWith } from "../test/contract.ts";
import { connectorOf, engineOver } from "../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../test/vendor.ts";
import type { FakeVendor } from "../test/vendor.ts";
import { createWaybill } from "./engine.ts";
import type { SyncSnapshot } from "./status/index.ts";
import { createMemoryStore } from "./store/index.ts";

const over = (fake: FakeVendor, ...streams: readonly StreamContract[]) =>
  engineOver({ vendor: fake.vendor, streams: streams.length > 0 ? streams : undefined });

test("a connection syncs its streams over the transport and shows it as complete", async () => {
  const fake = fakeVendor(rowsOf(25));
  const { clock, waybill, connection } = over(fake);
  const [receipt] = await clock.settle(connection.sync());
  expect(receipt).toMatchObject({ outcome: "complete", requests: 3, retries: 0 });
  const snapshot = await waybill.status.snapshot({ connection: "acme" });
  expect(snapshot).toMatchObject({ phase: "idle", lastOutcome: "complete", blocker: null, connected: true });
  expect(snapshot.counts).toMatchObject({ checked: 25, created: 25, failed: 0 });
  expect(await waybill.status.count({ connection: "acme", stream: "contacts" })).toBe(25);
});

test("records are found by the fields that the connector lists, also after an erasure, and by no others", async () => {
  const fake = fakeVendor(rowsOf(25));
  const { clock, waybill, connection } = over(fake, contractWith({ indexes: ["/name"] }));
  const target = { connection: "acme", stream: "contacts" };
  const last = { index: "/name", order: "descending", limit: 2 } as const;
  await clock.settle(connection.sync());
  const { items } = await waybill.status.recordsBy(target, last);
  expect(items.map(({ data }) => data["name"])).toEqual(["Contact 9", "Contact 8"]);
  await connection.erase();
  expect(await waybill.status.recordsBy(target, last)).toEqual({ items: [] });
  await expect(waybill.status.recordsBy(target, { index: "/id", limit: 1 })).rejects.toMatchObject({
    code: "contract",
    message: expect.stringContaining("It declares /name"),
  });
});

test("refused credentials block the connection, and reconnecting goes on from the page that was refused", async () => {
  const fake = fakeVendor(rowsOf(25));
  const { clock, waybill, connection } = over(fake);
  fake.faults.push(undefined, () => json({}, { status: 401 }));
  await expect(clock.settle(connection.sync())).rejects.toMatchObject({ code: "unauthorized" });
  const before = await waybill.status.snapshot({ connection: "acme" });
  expect(before).toMatchObject({
    blocker: "auth",
    connected: false,
    lastOutcome: "none",
    failure: { action: "reconnect" },
  });
  const asked = fake.asked.length;
  await expect(clock.settle(connection.sync())).rejects.toMatchObject({ code: "unauthorized" });
  expect(fake.asked).toHaveLength(asked);
  await connection.reconnect(bearer("second"));
  // Joins what reconnecting began.
  const [receipt] = await clock.settle(connection.sync());
  expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 25 } });
  expect(await waybill.status.snapshot({ connection: "acme" })).toMatchObject({
    blocker: null,
    lastOutcome: "complete",
  });
  expect(fake.asked.slice(asked)).toEqual(["?limit=10&cursor=10", "?limit=10&cursor=20"]);
});

test("while the vendor asks for patience, the status says until when", async () => {
  const fake = fakeVendor(rowsOf(5));
  const { clock, waybill, connection } = over(fake);
  fake.faults.push(() => json({}, { status: 429, headers: { "retry-after": "20" } }));
  const seen: SyncSnapshot[] = [];
  waybill.status.subscribe({ connection: "acme" }, (snapshot) => seen.push(snapshot));
  const done = connection.sync();
  await clock.advance(1000);
  const waiting = await waybill.status.snapshot({ connection: "acme" });
  expect(waiting).toMatchObject({ blocker: "rate_limited", phase: "running" });
  expect(waiting.resumesAt).toBeGreaterThan(clock.now());
  const [receipt] = await clock.settle(done);
  expect(receipt?.outcome).toBe("complete");
  expect(receipt?.waitedMs).toBeGreaterThanOrEqual(19_000);
  await clock.advance(1000);
  expect(seen.some((one) => one.blocker === "rate_limited")).toBe(true);
  expect(seen.at(-1)).toMatchObject({ lastOutcome: "complete", blocker: null });
});

test("a pull that is asked for twice runs once, and both callers get its receipt", async () => {
  const fake = fakeVendor(rowsOf(25));
  const { clock, connection } = over(fake);
  const [one, two] = await clock.settle(Promise.all([connection.pull("contacts"), connection.pull("contacts")]));
  expect(one).toBe(two);
  expect(fake.asked).toHaveLength(3);
});

test("two engines on one store share one run: the second waits and gets the same receipt", async () => {
  const fake = fakeVendor(rowsOf(25));
  const { clock, store, connection, open } = over(fake);
  const second = open().connection("acme", { connector: connectorOf([contractWith()]) });
  const [one, two] = await clock.settle(Promise.all([connection.pull("contacts"), second.pull("contacts")]));
  expect(two.id).toBe(one.id);
  expect(fake.asked).toHaveLength(3);
  expect((await store.receipts("acme", { limit: 9 })).items).toHaveLength(1);
});

test("streams run two at a time, and one that fails does not stop the others", async () => {
  const names = ["a", "b", "c"];
  const fake = fakeVendor(rowsOf(3), { streams: names });
  const streams = names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } }));
  const { clock, waybill, connection } = over(fake, ...streams);
  fake.faults.push(() => json({}, { status: 403 }));
  const receipts = await clock.settle(connection.sync());
  expect(receipts.map(({ stream, outcome }) => `${stream} ${outcome}`)).toEqual([
    "a failed",
    "b complete",
    "c complete",
  ]);
  const whole = await waybill.status.snapshot({ connection: "acme" });
  expect(whole).toMatchObject({ lastOutcome: "failed", failure: { code: "forbidden" }, counts: { checked: 6 } });
  expect(await waybill.status.streams("acme")).toEqual(["a", "b", "c"]);
});

test("streams that nobody can run are named with what they wait for, and refused by name", async () => {
  const fake = fakeVendor([]);
  const tasks = contractWith({ name: "tasks", list: { method: "GET", path: "/projects/{project_id}/tasks" } });
  const { connection } = over(fake, contractWith(), tasks);
  expect(await connection.streams()).toEqual({
    run: ["contacts"],
    skipped: [{ stream: "tasks", missing: ["path:project_id"] }],
  });
  await expect(connection.pull("tasks")).rejects.toThrow(/path:project_id/);
  await expect(connection.sync({ streams: ["nothing"] })).rejects.toThrow(/no stream "nothing"/);
});

test("a store that cannot be written any more is never shown as complete", async () => {
  const fake = fakeVendor(rowsOf(5));
  const clock = createVirtualClock();
  const store = createMemoryStore();
  let full = false;
  const commit: typeof store.commit = async (batch) => {
    if (full && batch.checkpoint !== undefined) throw new FailureError(failure("storage", { message: "full" }));
    return store.commit(batch);
  };
  const waybill = createWaybill({
    store: { ...store, commit },
    clock,
    fetch: async (input, init) => fake.vendor(new Request(input, init)),
  });
  const connection = waybill.connection("acme", { connector: connectorOf([contractWith()]) });
  await clock.settle(connection.sync());
  full = true;
  await expect(clock.settle(connection.sync())).rejects.toMatchObject({ code: "storage" });
  const target = { connection: "acme" };
  expect(await waybill.status.snapshot(target)).toMatchObject({ lastOutcome: "failed", failure: { code: "storage" } });
  full = false;
  await clock.settle(connection.sync());
  const { lastOutcome, failure: left } = await waybill.status.snapshot(target);
  expect([lastOutcome, left]).toEqual(["complete", undefined]);
});

test("an error that nobody foresaw is shown as a failed sync, never as the complete one before it", async () => {
  const { clock, store, ...first } = over(fakeVendor(rowsOf(5)));
  await clock.settle(first.connection.sync());
  const hashes: typeof store.hashes = () => Promise.reject(new TypeError("a defect"));
  const waybill = createWaybill({
    store: { ...store, hashes },
    clock,
    fetch: async (input, init) => fakeVendor(rowsOf(5)).vendor(new Request(input, init)),
  });
  const connection = waybill.connection("acme", { connector: connectorOf([contractWith()]) });
  await expect(clock.settle(connection.sync())).rejects.toThrow("a defect");
  expect(await waybill.status.snapshot({ connection: "acme" })).toMatchObject({
    phase: "idle",
    lastOutcome: "failed",
    failure: { code: "internal", origin: "us" },
  });
});

test("records are told of after the commit that changed them", async () => {
  const fake = fakeVendor(rowsOf(15));
  const { clock, waybill, connection } = over(fake);
  const told: number[] = [];
  waybill.status.subscribeRecords({ connection: "acme", stream: "contacts" }, (keys) => told.push(keys?.length ?? -1));
  await clock.settle(connection.sync());
  expect(told).toEqual([10, 5]);
});

test("closing the engine stops at the checkpoint, and another goes on from there", async () => {
  const fake = fakeVendor(rowsOf(25));
  const { clock, store, waybill, connection } = over(fake);
  await clock.settle(connection.step("contacts", { maxPages: 2 }));
  await waybill.dispose();
  const next = createWaybill({ store, clock, fetch: async (input, init) => fake.vendor(new Request(input, init)) });
  const receipt = await clock.settle(
    next.connection("acme", { connector: connectorOf([contractWith()]) }).pull("contacts"),
  );
  expect(receipt).toMatchObject({ outcome: "complete", pages: 3, counts: { created: 25 } });
  expect(fake.asked).toHaveLength(3);
});

test.each([
  "",
  "api.x.example",
  "/relay",
  "ftp://x.example",
  "https://",
  "https://x.example?x=1#f",
  "https://x.example/#f",
  "https://me:hush@x.example",
])("a baseUrl that cannot be one (%s) is refused by name, with an example and without what it holds", (baseUrl) => {
  const fake = fakeVendor(rowsOf(1));
  const { open, connector } = over(fake);
  const opening = () => open().connection("acme", { connector, baseUrl });
  expect(opening).toThrow(
    /^The baseUrl of connection "acme" is not .+ such as "https:\/\/api\.vendor\.example\/v1"\.$/,
  );
  expect(opening).not.toThrow(/hush/);
});

test.each(["https://x.example", "http://localhost:4010/", "https://x.example/v1/@me//"])(
  "%s is a baseUrl",
  (baseUrl) => {
    const { open, connector } = over(fakeVendor(rowsOf(1)));
    expect(open().connection("acme", { connector, baseUrl }).baseUrl).toBe(baseUrl.replace(/\/+$/, ""));
  },
);

test("a request that is lost, as where CORS refuses it, names the origin, and nothing else of the address", async () => {
  const store = createMemoryStore();
  const clock = createVirtualClock();
  const waybill = createWaybill({ store, clock, fetch: () => Promise.reject(new TypeError("Failed to fetch")) });
  const connection = waybill.connection("acme", {
    connector: connectorOf([contractWith()]),
    baseUrl: "https://relay.test:8443/of-a-secret-path",
  });
  const { failure: told } = await clock.settle(connection.pull("contacts"));
  expect(told?.message).toBe(
    "The request was lost between here and https://relay.test:8443, so the answer is not there. Try again later, or check CORS.",
  );
});
