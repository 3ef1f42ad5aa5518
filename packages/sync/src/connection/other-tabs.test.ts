import { bearer } from "@waybill/transport";
import type { Lock } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { contractWith, datedBy } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import type { FakeVendor } from "../../test/vendor.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import type { Store } from "../store/index.ts";
import type { Connection } from "./connection.ts";

const target = { connection: "acme", stream: "contacts" };

/** As where there are no Web Locks: nobody is told that a tab is gone. */
const deaf: Lock = {
  hold: (_name, _run, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
    }),
};

function slowEngine(fake: FakeVendor, lock: Lock | undefined): ReturnType<typeof engineOver> {
  const engine = engineOver({
    ...(lock && { waybill: { lock } }),
    vendor: async (request): Promise<Response> => {
      await engine.clock.sleep(1000);
      return fake.vendor(request);
    },
  });
  return engine;
}

/** A tab that pulls a hundred records, a page a second, and another tab on the same store. */
async function twoTabs(fake = fakeVendor(rowsOf(100)), lock?: Lock) {
  const engine = slowEngine(fake, lock);
  const other = engine.open();
  const follower = other.connection("acme", { connector: engine.connector, credential: bearer("first") });
  const leading = engine.connection.pull("contacts").catch((error: unknown) => error);
  await engine.clock.advance(2500);
  return { ...engine, fake, other, follower, leading };
}

const begun = (fake: FakeVendor) => fake.asked.filter((query) => query === "?limit=10").length;

const locks = [
  { where: "with Web Locks", lock: undefined },
  { where: "without Web Locks", lock: deaf },
];

describe.each(locks)("$where, while another tab pulls the stream", ({ lock }) => {
  test("a run is cancelled at once, and whoever pulled it gets its receipt and begins no other", async () => {
    const { clock, store, fake, follower, leading } = await twoTabs(undefined, lock);
    const asked = clock.monotonic();
    const receipt = await clock.settle(follower.cancel("contacts"));
    expect(receipt).toMatchObject({ outcome: "cancelled", pages: 2, counts: { created: 20 } });
    expect(clock.monotonic()).toBe(asked);
    expect(await clock.settle(leading)).toEqual(receipt);
    await clock.advance(60_000);
    expect(begun(fake)).toBe(1);
    expect(await store.count("acme", "contacts")).toBe(20);
  });

  test("whoever asked for it too, and waits, gets the receipt of the run that was cancelled, and begins no other", async () => {
    const { clock, fake, connection, follower, leading } = await twoTabs(undefined, lock);
    await clock.settle(leading);
    const both = [connection.pull("contacts"), follower.pull("contacts")].map((pulling) =>
      pulling.catch(() => undefined),
    );
    await clock.advance(1500);
    const receipt = await clock.settle(connection.cancel("contacts"));
    expect(receipt).toMatchObject({ outcome: "cancelled" });
    const ends = await clock.settle(Promise.all(both));
    expect(ends.filter((end) => end !== undefined)).toEqual([receipt]);
    await clock.advance(60_000);
    expect(begun(fake)).toBe(2);
  });

  test("a reset ends the run and forgets the position in one commit", async () => {
    const { clock, store, follower, leading } = await twoTabs(undefined, lock);
    const head = await store.head();
    expect(await clock.settle(follower.reset("contacts"))).toMatchObject({ outcome: "cancelled" });
    // The lease taken, the end of the run, the lease given back.
    expect(await store.head()).toBe(head + 3);
    expect(await clock.settle(leading)).toMatchObject({ outcome: "cancelled" });
  });

  test("a record that was kept aside is replayed at once, and the pull goes on where it was", async () => {
    const fake = fakeVendor(rowsOf(100));
    fake.faults.push(() => json({ data: [{ name: "without a key" }], next: "1", total: 100 }));
    const { clock, store, other, leading } = await twoTabs(fake, lock);
    const { items } = await other.status.failed(target, { limit: 9 });
    const asked = clock.monotonic();
    const records = items.map(({ id }) => id);
    await clock.settle(other.status.act({ kind: "replay", target, records }, "k"));
    expect(clock.monotonic()).toBe(asked);
    const pulled = await clock.settle(leading);
    expect(pulled).toMatchObject({ outcome: "partial", counts: { created: 99, quarantined: 1 } });
    const history = await store.receipts("acme", { limit: 9 });
    expect(history.items.map(({ kind }) => kind)).toEqual(["run", "replay"]);
  });

  test("an erasure leaves nothing that comes back: the pull ends, and says why", async () => {
    const { clock, store, follower, leading } = await twoTabs(undefined, lock);
    expect(await clock.settle(follower.erase())).toMatchObject({ records: 20 });
    expect(await clock.settle(leading)).toMatchObject({ code: "aborted", message: /erased/ });
    await clock.advance(120_000);
    expect([await store.count("acme", "contacts"), await store.checkpoint("acme", "contacts")]).toEqual([0, undefined]);
  });
});

test.each([
  { how: "cancelled", end: (tab: Connection) => tab.cancel("contacts") },
  { how: "reset", end: (tab: Connection) => tab.reset("contacts") },
])("a run that waits for its retry and is $how in another tab is over here at once", async ({ end }) => {
  const fake = fakeVendor(rowsOf(30));
  fake.faults.push(undefined, () => json({}, { status: 429, headers: { "retry-after": "3600" } }));
  const { clock, store, waybill, follower, leading } = await twoTabs(fake);
  const waits = async () => (await store.checkpoint("acme", "contacts"))?.run?.nextAttemptAt !== undefined;
  while (!(await waits())) await clock.advance(1000);
  // No time passes.
  const receipt = await end(follower);
  expect(await leading).toEqual(receipt);
  expect((await waybill.status.snapshot(target)).phase).toBe("idle");
  expect(await waybill.status.act({ kind: "sync", target }, "k")).toEqual({ state: "accepted" });
  await clock.advance(3_700_000);
  expect(await store.checkpoint("acme", "contacts")).toMatchObject({ last: { outcome: "complete" }, run: undefined });
});

describe("a stream that waits for its turn in another tab", () => {
  const all = ["a", "b", "c", "d"];

  function slowStreams(streams = all.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } }))) {
    const fake = fakeVendor(rowsOf(15), { streams: streams.map(({ name }) => name) });
    const engine = engineOver({
      streams,
      vendor: async (request): Promise<Response> => {
        await engine.clock.sleep(1000);
        return fake.vendor(request);
      },
    });
    const other = engine.open().connection("acme", { connector: engine.connector, credential: bearer("first") });
    return { ...engine, fake, other };
  }

  test("is left out of that sync once it is cancelled, and the others go on", async () => {
    const { clock, store, connection, other } = slowStreams();
    const syncing = connection.sync();
    await clock.advance(500);
    expect(await clock.settle(other.cancel("d"))).toBeUndefined();
    expect((await clock.settle(syncing)).map(({ stream }) => stream)).toEqual(["a", "b", "c"]);
    expect(await store.count("acme", "d")).toBe(0);
    expect(await clock.settle(connection.sync())).toHaveLength(4);
    expect(await store.count("acme", "d")).toBe(15);
  });

  test("runs where it was asked for since, and where it was reset or paused and resumed", async () => {
    const { clock, store, connection, other } = slowStreams();
    await clock.settle(other.cancel("b"));
    const syncing = connection.sync();
    await clock.advance(500);
    await clock.settle(other.cancel("c"));
    const again = connection.sync({ streams: ["c"] });
    await clock.settle(other.reset("d"));
    await clock.settle(Promise.all([syncing, again]));
    expect(await Promise.all(all.map((name) => store.count("acme", name)))).toEqual([15, 15, 15, 15]);
  });

  test("is not begun behind its parent once it is cancelled", async () => {
    const { clock, store, connection, other } = slowStreams([
      contractWith({ name: "parents", list: { method: "GET", path: "/parents" } }),
      contractWith({
        name: "children",
        list: { method: "GET", path: "/children" },
        parent: { stream: "parents", parameters: { "query:parent": "/id" } },
      }),
    ]);
    const pulling = connection.pull("children").catch((error: unknown) => error);
    await clock.advance(500);
    await clock.settle(other.cancel("children"));
    expect(await clock.settle(pulling)).toMatchObject({ code: "aborted", message: /cancelled/ });
    expect([await store.count("acme", "parents"), await store.count("acme", "children")]).toEqual([15, 0]);
  });
});

test("a reset is not undone by a run that another tab begins at that moment", async () => {
  const { vendor } = fakeVendor(rowsOf(25, () => ({ updated_at: "1970-01-01T00:00:00.000Z" })));
  const { clock, store, connection, connector, open } = engineOver({
    vendor,
    streams: [contractWith({ incremental: datedBy })],
  });
  await clock.settle(connection.pull("contacts"));
  let pulling: Promise<RunReceipt> | undefined;
  const hasty: Store = {
    ...store,
    commit: async (batch) => {
      const commit = await store.commit(batch);
      if (batch.lease?.owner !== "") return commit;
      pulling ??= connection.pull("contacts");
      await clock.sleep(500);
      return commit;
    },
  };
  const other = open({ store: hasty }).connection("acme", { connector, credential: bearer("first") });
  await clock.settle(other.reset("contacts"));
  expect(await clock.settle(pulling ?? connection.pull("contacts"))).toMatchObject({ mode: "full" });
});

test("an erasure ends the schedules of other tabs, until they are started again", async () => {
  const { clock, store, waybill, connection, follower, leading } = await twoTabs();
  await clock.settle(leading);
  await connection.schedule("contacts", { kind: "interval", everyMs: 3_600_000 });
  waybill.start();
  await clock.advance(1000);
  await clock.settle(follower.erase());
  await clock.advance(10 * 3_600_000);
  expect(await store.count("acme", "contacts")).toBe(0);
  waybill.start();
  await clock.advance(3_700_000);
  expect(await store.count("acme", "contacts")).toBe(100);
  await clock.settle(waybill.dispose());
});

describe("where an erasure is heard of late, as from another tab,", () => {
  const names = ["a", "b", "c", "d"];

  /** A tab that erases, and one that hears of it 50 ms later. */
  function lateTab() {
    const fake = fakeVendor(rowsOf(30), { streams: names });
    const streams = names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } }));
    const engine = engineOver({
      streams,
      vendor: async (request): Promise<Response> => {
        await engine.clock.sleep(10);
        return fake.vendor(request);
      },
    });
    const { clock, store, connector } = engine;
    const late: Store = {
      ...store,
      subscribe: (listener) => store.subscribe((event) => void clock.sleep(50).then(() => listener(event))),
    };
    const other = engine.open({ store: late });
    return { ...engine, other, late: other.connection("acme", { connector, credential: bearer("first") }) };
  }

  test.each([5, 15, 25, 35])("a sync that is erased after %i ms begins none of its other streams", async (ms) => {
    const { clock, store, connection, late } = lateTab();
    const syncing = late.sync().catch((error: unknown) => error);
    await clock.advance(ms);
    await clock.settle(connection.erase());
    expect(await clock.settle(syncing)).toMatchObject({ code: "aborted", message: /erased/ });
    await clock.advance(60_000);
    const left = await Promise.all(names.map((name) => store.checkpoint("acme", name)));
    expect(left).toEqual(names.map(() => undefined));
  });

  test("what was asked for after the erasure is done", async () => {
    const { clock, connection, other, late } = lateTab();
    await clock.settle(late.sync());
    await late.schedule("b", { kind: "interval", everyMs: 60_000 });
    await clock.settle(connection.erase());
    other.start();
    expect(await clock.settle(late.pull("a"))).toMatchObject({ outcome: "complete" });
    await clock.advance(600_000);
    const { items } = await other.status.history({ connection: "acme", stream: "b" }, { limit: 20 });
    expect(items.length).toBeGreaterThan(5);
    await clock.settle(other.dispose());
  });
});
