import { bearer } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import type { Waybill } from "../engine.ts";
import type { Store } from "../store/index.ts";
import type { Connection } from "./connection.ts";

const target = { connection: "acme", stream: "contacts" };

/** A list of ten pages, a second each, that is being pulled over a store whose commits take a while. */
async function pulling() {
  const fake = fakeVendor(rowsOf(100));
  const engine = engineOver({
    vendor: async (request): Promise<Response> => {
      await engine.clock.sleep(1000);
      return fake.vendor(request);
    },
  });
  const { clock, store, connector } = engine;
  const slow: Store = {
    ...store,
    commit: async (batch) => {
      await clock.sleep(5);
      return store.commit(batch);
    },
  };
  const waybill = engine.open({ store: slow });
  const connection = waybill.connection("acme", { connector, credential: bearer("first") });
  const first = connection.pull("contacts").catch((error: unknown) => error);
  await clock.advance(1500);
  return { clock, store, waybill, connection, first, asked: fake.asked };
}

interface Tab {
  readonly waybill: Waybill;
  readonly connection: Connection;
}

describe("what is asked for while a pull is being stopped comes after it", () => {
  test.each<{ readonly how: string; readonly end: (tab: Tab) => Promise<unknown> }>([
    { how: "stopped", end: ({ waybill }) => waybill.stop() },
    { how: "cancelled", end: ({ connection }) => connection.cancel("contacts") },
    { how: "reset", end: ({ connection }) => connection.reset("contacts") },
  ])("a pull that is begun when another is $how runs to its own end", async ({ end }) => {
    const { clock, store, first, ...tab } = await pulling();
    const ended = end(tab);
    const next = tab.connection.pull("contacts");
    await clock.settle(ended);
    expect(await clock.settle(first)).toMatchObject({ code: "aborted" });
    expect(await clock.settle(next)).toMatchObject({ outcome: "complete" });
    expect(await store.count("acme", "contacts")).toBe(100);
  });

  test.each([{ target }, { target: { connection: "acme" } }])(
    "a sync that a person asks for right after cancelling runs: $target",
    async ({ target: of }) => {
      const { clock, store, waybill } = await pulling();
      const cancelled = waybill.status.act({ kind: "cancel", target: of }, "1");
      await clock.advance(1);
      expect(await clock.settle(waybill.status.act({ kind: "sync", target: of }, "2"))).toEqual({ state: "accepted" });
      expect(await clock.settle(cancelled)).toEqual({ state: "accepted" });
      await clock.advance(60_000);
      const { items } = await store.receipts("acme", { limit: 9 });
      expect(items.map(({ outcome }) => outcome)).toEqual(["complete", "cancelled"]);
    },
  );

  test.each([0, 1, 2, 6])("a stream that is paused, and resumed %i ms later, goes on", async (gap) => {
    const { clock, store, waybill } = await pulling();
    const paused = waybill.status.act({ kind: "pause", target }, "1");
    await clock.advance(gap);
    const resumed = waybill.status.act({ kind: "resume", target }, "2");
    expect(await clock.settle(Promise.all([paused, resumed]))).toHaveLength(2);
    await clock.advance(60_000);
    const checkpoint = await store.checkpoint("acme", "contacts");
    expect([checkpoint?.blocker, checkpoint?.run, checkpoint?.last?.outcome]).toEqual([
      undefined,
      undefined,
      "complete",
    ]);
  });
});

test("a child that is cancelled while it waits for its parent leaves the parent to those who asked for it", async () => {
  const parents = contractWith({ name: "parents", list: { method: "GET", path: "/parents" } });
  const children = contractWith({
    name: "children",
    list: { method: "GET", path: "/parents/{id}/children" },
    parent: { stream: "parents", parameters: { "path:id": "/id" } },
  });
  const engine = engineOver({
    streams: [parents, children],
    vendor: async (): Promise<Response> => {
      await engine.clock.sleep(1000);
      return json({ data: [{ id: "p1" }], next: null });
    },
  });
  const { clock, connection } = engine;
  const child = connection.pull("children").catch((error: unknown) => error);
  await clock.advance(500);
  const parent = connection.pull("parents");
  await clock.settle(connection.cancel("children"));
  expect(await clock.settle(child)).toMatchObject({ code: "aborted" });
  expect(await clock.settle(parent)).toMatchObject({ outcome: "complete" });
});

test("a backfill and a step that are asked for right after a cancellation run", async () => {
  const { clock, connection, first } = await pulling();
  const cancelled = connection.cancel("contacts");
  const stepped = connection.step("contacts", { maxPages: 99 });
  await clock.settle(cancelled);
  expect(await clock.settle(stepped)).toMatchObject({ state: "done" });
  const again = connection.cancel("contacts");
  const filled = connection.confirmRemovals("contacts");
  expect(await clock.settle(Promise.all([again, filled]))).toEqual([undefined, undefined]);
  await clock.settle(first);
});

test("a step beside a pull, and a pull beside a step, read no page twice", async () => {
  const { clock, connection, first, asked } = await pulling();
  const beside = connection.step("contacts", { maxPages: 99 });
  const pulled = await clock.settle(first);
  expect(await clock.settle(beside)).toEqual({ state: "done", receipt: pulled });
  const stepped = connection.step("contacts", { mode: "full", maxPages: 99 });
  await clock.advance(1500);
  const joined = connection.pull("contacts");
  expect(await clock.settle(stepped)).toEqual({ state: "done", receipt: await clock.settle(joined) });
  expect(asked).toHaveLength(2 * new Set(asked).size);
});
