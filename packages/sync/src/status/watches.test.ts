import { bearer } from "@waybill/transport";
import { afterEach, expect, test, vi } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import { pullDefaults } from "../pull/settings.ts";
import type { SyncSnapshot } from "./snapshot.ts";
import type { StatusSource, StatusTarget } from "./source.ts";

afterEach(() => vi.restoreAllMocks());

const names = ["companies", "contacts", "deals", "notes"];
const streams = names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } }));
const whole: StatusTarget = { connection: "acme" };
const targets: readonly StatusTarget[] = [whole, ...names.map((stream) => ({ connection: "acme", stream }))];

/** Four streams, of which two are read at a time; each page takes as long as it is told to. */
function fourStreams(pageMs = 0) {
  const fake = fakeVendor(rowsOf(30), { streams: names });
  const engine: ReturnType<typeof engineOver> = engineOver({
    streams,
    vendor: async (request) => {
      await engine.clock.sleep(pageMs);
      return fake.vendor(request);
    },
  });
  return { ...engine, fake };
}

/** What whoever watches all of it was told last. */
function watching(status: StatusSource) {
  const told = new Map<string | undefined, SyncSnapshot>();
  for (const target of targets) status.subscribe(target, (snapshot) => told.set(target.stream, snapshot));
  return told;
}

const blockersOf = async (status: StatusSource) => (await status.snapshots(targets)).map(({ blocker }) => blocker);
const everywhere = targets.map(() => "auth");
const nowhere = targets.map(() => null);

/** Synced, and then refused at the first request of the next sync: the streams behind it were not tried. */
async function revoked() {
  const at = fourStreams();
  await at.clock.settle(at.connection.sync());
  const told = watching(at.waybill.status);
  await at.clock.advance(1000);
  at.fake.faults.push(() => json({}, { status: 401 }));
  await at.clock.settle(at.connection.pull("companies").catch(() => {}));
  await at.clock.advance(1000);
  return { ...at, told };
}

test("every stream of a connection that needs reconnecting says so, also those that were not tried", async () => {
  const { waybill, told, clock } = await revoked();
  expect(await blockersOf(waybill.status)).toEqual(everywhere);
  const asked = await Promise.all(targets.map((target) => clock.settle(waybill.status.snapshot(target))));
  expect(asked.map(({ blocker, connected }) => [blocker, connected])).toEqual(targets.map(() => ["auth", false]));
  expect([...told.values()].map(({ blocker }) => blocker)).toEqual(everywhere);
});

test("another tab, and one that is opened later, says it of every stream too", async () => {
  const { open, connector } = await revoked();
  const other = open();
  other.connection("acme", { connector, credential: bearer("first") });
  expect(await blockersOf(other.status)).toEqual(everywhere);
});

test("after the customer has reconnected no stream says it any more, here and in a tab that watches", async () => {
  const { waybill, connection, told, clock, open, connector } = await revoked();
  const other = open();
  other.connection("acme", { connector, credential: bearer("first") });
  const toldThere = watching(other.status);
  await clock.settle(connection.reconnect(bearer("second")));
  await clock.advance(10_000);
  expect(await blockersOf(waybill.status)).toEqual(nowhere);
  expect([...told.values()].map(({ blocker }) => blocker)).toEqual(nowhere);
  expect([...toldThere.values()].map(({ blocker }) => blocker)).toEqual(nowhere);
});

test.each([1, 40, 90, 230, 700])(
  "whoever watches a connection hears of no end before whoever watches its streams does, with pages of %i ms",
  async (pageMs) => {
    const { waybill, connection, clock } = fourStreams(pageMs);
    await clock.settle(connection.sync());
    const told = watching(waybill.status);
    await clock.advance(1000);
    const syncing = connection.sync();
    const disagreed: string[] = [];
    for (let step = 0; step < 600; step += 1) {
      await clock.advance(10);
      const phase = told.get(undefined)?.phase;
      const busy = names.filter((name) => told.get(name)?.phase !== "idle");
      if ((phase === "idle") !== (busy.length === 0)) disagreed.push(`${phase}: ${busy.join(" ")}`);
    }
    await syncing;
    expect([disagreed, told.get(undefined)?.phase]).toEqual([[], "idle"]);
  },
);

test("who begins to watch later is told at once, and a listener that throws keeps nothing from the others", async () => {
  const { waybill, clock } = fourStreams();
  const first = vi.fn<(snapshot: SyncSnapshot) => void>();
  const later = vi.fn<(snapshot: SyncSnapshot) => void>();
  const broken = new Error("broken");
  const uncaught: unknown[] = [];
  vi.spyOn(globalThis, "queueMicrotask").mockImplementation((run) => {
    try {
      run();
    } catch (error) {
      uncaught.push(error);
    }
  });
  waybill.status.subscribe(whole, () => {
    throw broken;
  });
  waybill.status.subscribe(whole, first);
  await clock.advance(10);
  waybill.status.subscribe(whole, later);
  await clock.advance(1);
  expect([first, later].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  expect(uncaught).toEqual([broken]);
});

/** The same in another tab. */
function twoTabs(pageMs: number) {
  const at = fourStreams(pageMs);
  const other = at.open();
  const opened = other.connection("acme", { connector: at.connector, credential: bearer("first") });
  return { ...at, other, opened };
}

test("another tab hears at once of all streams that are synced, and of each until it has ended", async () => {
  const { connection, clock, other } = twoTabs(1000);
  await clock.settle(connection.sync());
  const told = watching(other.status);
  await clock.advance(1000);
  const syncing = connection.sync();
  await clock.advance(260);
  expect([...told.values()].map(({ phase }) => phase)).toEqual(["running", "running", "running", "pending", "pending"]);
  const early: (string | undefined)[] = [];
  for (let step = 0; step < 56; step += 1) {
    await clock.advance(100);
    if (told.get(undefined)?.phase === "idle") early.push(`after ${step}`);
  }
  expect(early).toEqual([]);
  expect(names.map((name) => told.get(name)?.phase)).toEqual(["idle", "idle", "running", "running"]);
  await clock.settle(syncing);
  await clock.advance(300);
  expect([...told.values()].map(({ phase, lastOutcome }) => `${phase} ${lastOutcome}`)).toEqual(
    targets.map(() => "idle complete"),
  );
});

test("progress is of one sync alone, here and in another tab, and its total of all streams", async () => {
  const { waybill, connection, clock, other } = twoTabs(1000);
  await clock.settle(connection.sync());
  const here = watching(waybill.status);
  const there = watching(other.status);
  const syncing = connection.sync();
  const progress: (string | undefined)[] = [];
  for (let step = 0; step < 4; step += 1) {
    await clock.advance(1325);
    for (const told of [here, there]) {
      const { done, total } = told.get(undefined)?.progress ?? {};
      progress.push(`${done} of ${total}`);
    }
  }
  await clock.settle(syncing);
  const sums = ["20 of undefined", "40 of undefined", "60 of undefined", "100 of 120"];
  expect(progress).toEqual(sums.flatMap((each) => [each, each]));
});

test("what a tab that died was about to do is not believed for ever", async () => {
  const { connection, clock, other, store } = twoTabs(1000);
  await clock.settle(connection.sync());
  const told = watching(other.status);
  const commit = vi.spyOn(store, "commit");
  const syncing = connection.sync().catch(() => {});
  await clock.advance(500);
  commit.mockReturnValue(new Promise(() => {}));
  await clock.advance(10_000);
  expect(told.get(undefined)?.phase).toBe("running");
  await clock.advance(pullDefaults.leaseMs - 4_000);
  expect([...told.values()].map(({ phase }) => phase)).toEqual(targets.map(() => "idle"));
  void syncing;
});

test("a stream that waits in one sync goes on waiting when another ends", async () => {
  const { waybill, connection, clock } = fourStreams(1000);
  await clock.settle(connection.sync());
  const told = watching(waybill.status);
  const few = connection.sync({ streams: ["companies", "contacts"] });
  await clock.advance(1500);
  const all = connection.sync({ streams: ["notes", "deals", "companies", "contacts"] });
  await clock.settle(few);
  await clock.advance(300);
  expect(names.map((name) => told.get(name)?.phase)).toEqual(["pending", "pending", "running", "running"]);
  await clock.settle(all);
  await clock.advance(300);
  expect([...told.values()].map(({ phase }) => phase)).toEqual(targets.map(() => "idle"));
});
