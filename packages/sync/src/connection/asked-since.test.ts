import { bearer, failure } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { delayedStore, delays } from "../../test/delayed-store.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import type { StreamContract } from "../connector/index.ts";
import type { Store } from "../store/index.ts";

function listed(name: string): StreamContract {
  return contractWith({ name, list: { method: "GET", path: `/${name}` } });
}

/** Tabs on one store, whose vendor answers after two seconds. */
function tabs(streams: readonly StreamContract[] = [listed("a")]) {
  const fake = fakeVendor(rowsOf(15), { streams: streams.map(({ name }) => name) });
  const asked: string[] = [];
  const engine: ReturnType<typeof engineOver> = engineOver({
    streams,
    vendor: async (request) => {
      asked.push(new URL(request.url).pathname);
      await engine.clock.sleep(2000, request.signal);
      return fake.vendor(request);
    },
  });
  const { clock, connection: here, connector, open } = engine;
  const tab = (store: Store = engine.store) =>
    open({ store }).connection("acme", { connector, credential: bearer("first") });
  return { ...engine, here, tab, asked, later: () => clock.advance(600_000) };
}

const ended = (pulling: Promise<unknown>) => pulling.catch((error: unknown) => error);
const erased = { code: "aborted", message: expect.stringContaining("erased") };
const complete = { outcome: "complete" };

describe.each([{ hears: true }, { hears: false }])("a tab that hears of what others do: $hears", ({ hears }) => {
  /** Asked for before another tab's `word`, and again after it, while a third tab has the stream's lease. */
  async function twice(word: "erase" | "cancel") {
    const { clock, store, tab, later } = tabs();
    const here = tab(hears ? store : { ...store, subscribe: () => () => {} });
    const [other, third] = [tab(), tab()];
    const held = ended(third.pull("a"));
    await clock.advance(500);
    const before = ended(here.pull("a"));
    await clock.advance(100);
    const said = other[word]("a");
    await clock.advance(1);
    await said;
    const since = [ended(here.pull("a")), ended(here.sync())];
    await later();
    return { held: await held, before: await before, since: await Promise.all(since) };
  }

  test("reads what is asked for after an erasure, and nothing that was asked for before it", async () => {
    const { held, before, since } = await twice("erase");
    expect([held, before]).toMatchObject([erased, erased]);
    expect(since).toMatchObject([complete, [complete]]);
  });

  test("reads what is asked for after a cancellation", async () => {
    const { before, since } = await twice("cancel");
    expect(before).toMatchObject({ outcome: "cancelled" });
    expect(since).toMatchObject([complete, [complete]]);
  });
});

test.each([{ dryRun: true }, { dryRun: false }])(
  "a pull that waits for the vendor ends at once when another tab erases: %o",
  async (options) => {
    const { clock, here, tab, asked, later } = tabs();
    const pulling = ended(here.pull("a", options));
    await clock.advance(500);
    const gone = tab().erase();
    await clock.advance(1);
    await gone;
    const from = clock.monotonic();
    expect(await clock.settle(pulling)).toMatchObject(erased);
    expect(clock.monotonic()).toBe(from);
    const { length } = asked;
    await later();
    expect(asked).toHaveLength(length);
  },
);

describe.each(["cancel", "pause"] as const)("a stream that is left alone (%s)", (word) => {
  test("leaves nothing behind in a connection that another tab erases meanwhile", async () => {
    for (let call = 2, isErased = true; isErased; call += 1) {
      isErased = false;
      let calls = -Infinity;
      const { clock, store, tab } = tabs();
      const here = tab(
        delayedStore(store, async () => {
          calls += 1;
          if (calls !== call) return;
          isErased = true;
          await store.erase("acme");
        }),
      );
      await clock.settle(here.sync());
      calls = 0;
      await clock.settle<unknown>(here[word]("a"));
      const left = isErased ? await store.checkpoint("acme", "a") : undefined;
      expect({ call, left }).toEqual({ call, left: undefined });
    }
  });
});

test("a stream that was lost says so in its next run, also where a person cancelled it before", async () => {
  const { clock, store, tab, later } = tabs();
  const lostBecause = failure("storage", { message: "The browser removed it." });
  const here = tab({ ...store, lostBecause });
  await clock.settle(here.cancel("a"));
  const pulled = here.pull("a");
  await later();
  expect(await pulled).toMatchObject({ why: expect.stringContaining("gone from this browser") });
});

describe.each([{ where: "here" }, { where: "in another tab" }])("a parent that is cancelled $where", ({ where }) => {
  test("before its turn came is left out of the sync, with its children", async () => {
    const child = contractWith({
      name: "kids",
      list: { method: "GET", path: "/a/{id}/kids" },
      parent: { stream: "a", parameters: { "path:id": "/id" } },
    });
    const { clock, here, tab, asked } = tabs([listed("y"), listed("z"), listed("a"), child]);
    const syncing = here.sync();
    await clock.advance(500);
    const cancelled = (where === "here" ? here : tab()).cancel("a");
    await clock.advance(1);
    await cancelled;
    const receipts = await clock.settle(syncing);
    expect(receipts.map(({ stream }) => stream).toSorted()).toEqual(["y", "z"]);
    expect(new Set(asked)).toEqual(new Set(["/y", "/z"]));
  });
});

test("a sync reads no stream that is cancelled right after it was asked for, however slow the store is", async () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const { clock, store, tab, asked } = tabs();
    const delay = delays(seed, 50);
    const here = tab(delayedStore(store, () => clock.sleep(delay())));
    const syncing = here.sync();
    const cancelled = here.cancel("a");
    const [receipts] = await clock.settle(Promise.all([syncing, cancelled]));
    expect({ seed, receipts, asked }).toEqual({ seed, receipts: [], asked: [] });
  }
});

test("a stream that waits for a sync which is then refused waits no longer", async () => {
  const { clock, store, here, connector, open } = tabs([listed("a"), listed("b")]);
  await clock.settle(here.sync());
  const known = await store.checkpoint("acme", "b");
  if (known === undefined) throw new Error("b was never read");
  const checkpoint = { ...known, blocker: "auth", version: known.version + 1 } as const;
  await store.commit({ connection: "acme", stream: "b", checkpoint });
  const slow: Store = {
    ...store,
    lease: async (connection, stream) => {
      if (stream === "") await clock.sleep(5000);
      return store.lease(connection, stream);
    },
  };
  const waybill = open({ store: slow });
  const connection = waybill.connection("acme", { connector, credential: bearer("first") });
  const pulling = connection.pull("a");
  await clock.advance(11_000);
  const syncing = ended(connection.sync());
  expect(await clock.settle(pulling)).toMatchObject(complete);
  expect(await clock.settle(syncing)).toMatchObject({ code: "unauthorized" });
  const now = waybill.status.snapshot({ connection: "acme", stream: "a" });
  expect(await clock.settle(now)).toMatchObject({ phase: "idle" });
});
