import { createVirtualClock } from "@waybill/transport/testing";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Died, dyingStore } from "../../../test/dying-store.ts";
import { pullContext } from "../../../test/pull-context.ts";
import type { TestContext } from "../../../test/pull-context.ts";
import { bare, heldIds, pages, run, runOf, signal } from "../../../test/run-pull.ts";
import { fakeVendor, json, rowsOf } from "../../../test/vendor.ts";
import type { StreamContract } from "../../connector/index.ts";
import { asRecordKey } from "../../record/record-key.ts";
import { createMemoryStore } from "../../store/index.ts";
import { replay } from "../replay.ts";
import { step } from "../step.ts";

const rows = rowsOf(450, (index) => ({ n: String(index % 2 === 0 ? index : `odd ${index}`) }));
const vendor = () => fakeVendor(rows).vendor;
const before: StreamContract = { ...bare, mapping: { fields: { id: "/id", n: "/n" }, others: "drop" } };
const after: StreamContract = { ...bare, mapping: { fields: { key: "/id", name: "/name", n: "/n" }, others: "drop" } };

/** Everything that a product reads of the stream, and what is kept aside. */
async function contents({ store }: TestContext): Promise<unknown> {
  const views = await store.records("acme", "contacts", { limit: 1000 });
  const kept = (await store.quarantine("acme", { limit: 1000 })).items;
  return {
    rows: views.map(({ key, data }) => [key, data]),
    raw: (
      await store.bases(
        "acme",
        "contacts",
        views.map(({ key }) => key),
      )
    ).map((row) => [row?.hash, row?.raw]),
    kept: kept.map(({ id, key, reason, raw }) => JSON.stringify([id, key, reason, raw])).toSorted(),
    count: await store.count("acme", "contacts"),
  };
}

describe("invariant 82: a remap of what is stored gives the same result as a fresh sync, without asking the vendor", () => {
  const fussy: StreamContract = {
    ...bare,
    mapping: { fields: { id: "/id", n: { from: "/n", to: "number", fallback: 0 } }, others: "keep" },
  };
  const lenient = { maxUnfitShare: 1 };

  test.each<{ readonly from: StreamContract; readonly to: StreamContract }>([
    { from: before, to: after },
    { from: bare, to: after },
    { from: before, to: bare },
    { from: after, to: fussy },
    { from: fussy, to: before },
  ])("case $#", async ({ from, to }) => {
    const fake = fakeVendor(rows);
    const first = pullContext({ vendor: fake.vendor, contract: from, settings: lenient });
    await run(first);
    const asked = fake.asked.length;
    const second = { ...first, contract: to };
    expect(await step(second, { signal, maxPages: 0 })).toEqual({ state: "more" });
    expect(fake.asked).toHaveLength(asked);
    const { context: fresh } = await runOf({ vendor: vendor(), contract: to, settings: lenient });
    expect(await contents(second)).toEqual(await contents(fresh));
  });

  test.each(["before", "after"] as const)("a crash %s any store operation goes on where it was", async (when) => {
    const seed = createMemoryStore();
    await run(pullContext({ vendor: vendor(), contract: before, store: seed }));
    const clean = await remapped(Infinity, when);
    expect(clean.operations).toBeGreaterThan(10);
    for (let nth = 1; nth <= clean.operations; nth += 1) {
      const { found } = await remapped(nth, when);
      expect(found, `operation ${nth}`).toEqual(clean.found);
    }
  });
});

/** A remap that dies at an operation, and another engine that goes on. */
async function remapped(nth: number, when: "before" | "after") {
  const store = createMemoryStore();
  const clock = createVirtualClock();
  await run(pullContext({ vendor: vendor(), contract: before, store, clock }));
  const dying = dyingStore(store, nth, when);
  const mortal = pullContext({ vendor: vendor(), contract: after, store: dying, clock, owner: "mortal" });
  const ended: unknown = await clock.settle(step(mortal, { signal, maxPages: 0 })).catch((error: unknown) => error);
  expect(nth === Infinity || ended instanceof Died || "state" in Object(ended)).toBe(true);
  const heir = pullContext({ vendor: vendor(), contract: after, store, clock, owner: "heir" });
  await clock.settle(step(heir, { signal, maxPages: 0 }));
  const receipts = (await store.receipts("acme", { limit: 9 })).items;
  const replays = receipts.flatMap((receipt) => (receipt.kind === "replay" ? [receipt.counts] : []));
  return { operations: dying.operations, found: { ...Object(await contents(heir)), replays } };
}

test("a remap ends in one receipt that says why and adds up", async () => {
  const context = pullContext({ vendor: vendor(), contract: before });
  const first = await run(context);
  await step({ ...context, contract: after }, { signal, maxPages: 0 });
  const [receipt] = (await context.store.receipts("acme", { limit: 1 })).items;
  expect(receipt).toMatchObject({
    kind: "replay",
    of: first.id,
    outcome: "complete",
    counts: { received: 450, updated: 450, quarantined: 0 },
  });
  expect(receipt).toHaveProperty("why");
  const [row] = await context.store.bases("acme", "contacts", [asRecordKey("c7")]);
  expect(row).toMatchObject({ run: receipt?.id, earlier: [{ run: first.id, page: 1 }] });
});

test("a deadline ends a remap between two commits, and the next step goes on", async () => {
  const context = pullContext({ vendor: vendor(), contract: before });
  await run(context);
  const second = { ...context, contract: after };
  expect(await step(second, { signal, deadline: context.clock.now() })).toEqual({ state: "more" });
  expect(await context.store.checkpoint("acme", "contacts")).not.toHaveProperty("remap");
  const stop = new AbortController();
  const store: typeof context.store = {
    ...context.store,
    commit: async (batch) => {
      const number = await context.store.commit(batch);
      if (batch.checkpoint?.remap !== undefined) stop.abort();
      return number;
    },
  };
  await expect(step({ ...second, store }, { signal: stop.signal })).rejects.toThrow("aborted");
  expect(await context.store.checkpoint("acme", "contacts")).toMatchObject({ remap: { counts: { received: 200 } } });
  await step(second, { signal, maxPages: 0 });
  expect(await context.store.checkpoint("acme", "contacts")).toMatchObject({ remap: undefined });
  expect((await context.store.receipts("acme", { limit: 9 })).items).toHaveLength(2);
});

test("a mapping that goes back in the middle of a remap leaves no row behind", async () => {
  const context = pullContext({ vendor: vendor(), contract: before });
  await run(context);
  const was = await contents(context);
  const clock = context.clock;
  const dying = { ...context, contract: after, store: dyingStore(context.store, 12, "after") };
  await expect(clock.settle(step(dying, { signal }))).rejects.toThrow(Died);
  expect(await contents(context)).not.toEqual(was);
  await clock.settle(step({ ...context, owner: "heir" }, { signal, maxPages: 0 }));
  expect(await contents(context)).toEqual(was);
});

test("a mapping that most stored records do not fit changes none of them, and the stream waits", async () => {
  const context = pullContext({ vendor: vendor(), contract: before });
  await run(context);
  const was = await contents(context);
  const broken = { ...context, runtime: { schema: z.object({ nothing: z.string() }), version: "9" } };
  expect(await step(broken, { signal })).toMatchObject({ state: "blocked", blocker: "schema" });
  expect(await contents(context)).toEqual(was);
  expect(await step(context, { signal, maxPages: 0 })).toEqual({ state: "more" });
  expect(await contents(context)).toEqual(was);
});

test("where the host says so, a changed mapping is refused and nothing is touched", async () => {
  const context = pullContext({ vendor: vendor(), contract: before, settings: { onMappingChange: "refuse" } });
  await run(context);
  const was = await contents(context);
  const refused = await step({ ...context, contract: after }, { signal });
  expect(refused).toMatchObject({ state: "refused", failure: { code: "contract" } });
  expect(await contents(context)).toEqual(was);
  expect(await run(context)).toMatchObject({ outcome: "complete" });
});

test.each([
  { when: "between runs", open: false, modes: ["full", "incremental"] },
  { when: "in the middle of one", open: true, modes: ["incremental", "full"] },
])(
  "where the host says so, a mapping that changes $when has everything read again, also of a stream that goes on from a token",
  async ({ open, modes }) => {
    const incremental: StreamContract = {
      ...before,
      syncToken: { token: "/token", param: "since" },
    };
    const tokens = (request: Request) => {
      const next = new URL(request.url).searchParams.has("cursor") ? null : "2";
      return json({ data: [{ id: next ?? "1" }], next, ...(next === null && { token: "t" }) });
    };
    const context = pullContext({ vendor: tokens, contract: incremental, settings: { onMappingChange: "resync" } });
    await run(context);
    if (open) await step(context, { signal, maxPages: 1 });
    const second = { ...context, contract: { ...incremental, mapping: after.mapping } };
    for (const mode of modes) expect(await run(second)).toMatchObject({ mode });
  },
);

test("invariant 79: a replay after a mapping fix stores each record once, under a receipt of its own", async () => {
  const data = [
    { id: "a", age: "41" },
    { id: "b", age: 3 },
  ];
  const schema = z.object({ age: z.number() });
  const context = pullContext({ vendor: pages({ data, next: null }), contract: bare, runtime: { schema } });
  const first = await run(context);
  expect(first).toMatchObject({ outcome: "partial", counts: { created: 1, quarantined: 1 } });
  const [id = ""] = await heldIds(context);
  const fixed = {
    ...context,
    runtime: { schema, map: (record: object) => ({ ...record, age: Number(Reflect.get(record, "age")) }) },
  };
  const replayed = await replay(fixed, [id, id, "gone"]);
  expect(replayed).toMatchObject([{ outcome: "complete", of: first.id, counts: { received: 1, created: 1 } }]);
  expect(await replay(fixed, [id])).toEqual([]);
  expect(await context.store.quarantineCount("acme", "contacts")).toBe(0);
  expect(await context.store.count("acme", "contacts")).toBe(2);
  const [row] = await context.store.bases("acme", "contacts", [asRecordKey("a")]);
  expect(row).toMatchObject({
    data: { age: 41 },
    raw: { age: "41" },
    earlier: [{ run: first.id, page: 1, kept: "validation" }],
  });
});

test("what is refused again stays aside with the run and page that brought it", async () => {
  const context = pullContext({ vendor: pages({ data: [{ no: 1 }], next: null }), contract: bare });
  const first = await run(context);
  const ids = await heldIds(context);
  expect(await replay(context, ids)).toMatchObject([{ outcome: "failed", counts: { quarantined: 1 } }]);
  expect((await context.store.quarantine("acme", { limit: 5 })).items).toMatchObject([
    { id: ids[0], run: first.id, page: 1 },
  ]);
});
