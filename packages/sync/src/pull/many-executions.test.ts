import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";
import { changingRows } from "../../test/changing-rows.ts";
import { pullContext } from "../../test/pull-context.ts";
import type { TestContext, Vendor } from "../../test/pull-context.ts";
import { run, signal, storedKeys } from "../../test/run-pull.ts";
import type { Batch, Store } from "../store/index.ts";
import { createMemoryStore } from "../store/index.ts";
import { step } from "./step.ts";

/** A store, and every batch that was committed to it. */
function watchedStore(): { store: Store; batches: Batch[] } {
  const memory = createMemoryStore();
  const batches: Batch[] = [];
  const commit = async (batch: Batch): Promise<number> => {
    const number = await memory.commit(batch);
    batches.push(batch);
    return number;
  };
  return { store: { ...memory, commit }, batches };
}

test("invariant 3: a page's records never become true without the position behind them, nor it without them", async () => {
  const { store, batches } = watchedStore();
  await run(pullContext({ vendor: changingRows(45).vendor, store }));
  let stored = 0;
  const written = batches.filter(({ put, checkpoint }) => put !== undefined || checkpoint !== undefined);
  for (const { put = [], seen, checkpoint, receipt } of written) {
    stored += put.length;
    const counts = receipt?.kind === "run" ? receipt.counts : checkpoint?.run?.counts;
    expect(counts?.created).toBe(stored);
    expect(seen?.keys ?? []).toEqual(put.map(({ key }) => key));
  }
  expect(stored).toBe(45);
});

test("invariant 68: a full read in three executions removes what none of them met, and nothing else", async () => {
  const source = changingRows(45);
  const clock = createVirtualClock();
  const store = createMemoryStore();
  const execution = (owner: string) => pullContext({ vendor: source.vendor, store, clock, owner });
  await run(execution("first"));
  source.remove("c1");
  source.remove("c44");
  const states: string[] = [];
  for (const owner of ["one", "two", "three"]) {
    states.push((await clock.settle(step(execution(owner), { signal, mode: "full", maxPages: 2 }))).state);
  }
  expect(states).toEqual(["more", "more", "done"]);
  const [receipt] = (await store.receipts("acme", { limit: 1 })).items;
  expect(receipt).toMatchObject({ completeness: { proven: true }, counts: { received: 43, unchanged: 43, swept: 2 } });
  expect(await storedKeys(execution("last"))).toEqual(source.ids().toSorted());
});

test.each([
  { gone: 4, name: "more than a third" },
  { gone: 10, name: "all" },
])(
  "invariant 69: when $name of the records are gone at once they are kept until a person confirms it",
  async ({ gone }) => {
    const source = changingRows(10);
    const context = pullContext({ vendor: source.vendor });
    await run(context);
    source.remove(...source.ids().slice(0, gone));
    const held = await run(context);
    expect(held).toMatchObject({ completeness: { proven: false }, counts: { swept: 0 } });
    expect(await storedKeys(context)).toHaveLength(10);
    const checkpoint = await context.store.checkpoint("acme", "contacts");
    expect(checkpoint).toMatchObject({ held: { removals: gone, stored: 10 } });
    if (checkpoint === undefined) return;
    const confirmed = { ...checkpoint, confirmed: gone, version: checkpoint.version + 1 };
    await context.store.commit({ connection: "acme", stream: "contacts", checkpoint: confirmed });
    expect(await run(context)).toMatchObject({ completeness: { proven: true }, counts: { swept: gone } });
    expect(await storedKeys(context)).toEqual(source.ids().toSorted());
  },
);

test("a shrink that is held counts the records that its last page brought", async () => {
  const source = changingRows(10);
  const context = pullContext({ vendor: source.vendor });
  await run(context);
  source.remove("c0", "c1", "c2", "c3", "c4");
  for (const id of ["new", "newer"]) source.put({ id, updated_at: "2020-01-01T00:00:00.000Z" });
  const { completeness } = await run(context, "full");
  expect(completeness).toMatchObject({
    proven: false,
    why: expect.stringContaining("5 of 12 stored records are gone"),
  });
  expect((await context.store.checkpoint("acme", "contacts"))?.held).toMatchObject({ removals: 5, stored: 12 });
});

test("invariant 114: of two attempts at one job, the first still under way, one commits the page", async () => {
  const source = changingRows(25);
  const { store, batches } = watchedStore();
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let asked = 0;
  const slow: Vendor = async (request) => {
    asked += 1;
    if (asked === 2) await held;
    return source.vendor(request);
  };
  // Each attempt on a machine of its own: the clock of the first stands still, and with it its heartbeat.
  const attempt = (owner: string, vendor: Vendor): TestContext => pullContext({ vendor, store, owner });
  const first = attempt("first", slow);
  await first.clock.settle(step(first, { signal, maxPages: 1 }));
  const stuck = step(first, { signal, maxPages: 1 });
  await first.clock.advance(0);
  const second = attempt("second", source.vendor);
  expect(await second.clock.settle(step(second, { signal, maxPages: 1 }))).toEqual({ state: "more" });
  release();
  expect(await first.clock.settle(stuck)).toMatchObject({ state: "superseded" });
  expect(batches.filter(({ put, checkpoint }) => put !== undefined && checkpoint?.run?.pages === 2)).toHaveLength(1);
  expect(await run(second)).toMatchObject({ outcome: "complete", counts: { received: 25, created: 25 } });
});
