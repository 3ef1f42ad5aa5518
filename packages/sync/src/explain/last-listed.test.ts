import { describe, expect, test } from "vitest";
import { changingRows, changingStream } from "../../test/changing-rows.ts";
import { contractWith } from "../../test/contract.ts";
import { pullContext } from "../../test/pull-context.ts";
import type { TestContext } from "../../test/pull-context.ts";
import { bare, heldIds, pages, run, signal } from "../../test/run-pull.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { discard } from "../pull/discard.ts";
import { replay } from "../pull/replay.ts";
import { retainReceipts } from "../pull/retain-receipts.ts";
import { step } from "../pull/step.ts";
import { asRecordKey, explainRecord } from "./index.ts";

const told = async ({ store, contract }: TestContext, key = "c3") =>
  explainRecord(store, { connection: "acme", contract }, asRecordKey(key));
const listed = async (context: TestContext, key?: string) => {
  const { lastListed } = await told(context, key);
  return lastListed && { run: lastListed.run, page: lastListed.page, ended: lastListed.receipt?.id };
};
const counted = { ...bare, pagination: { ...bare.pagination, total: "/total" } } as const;
const anyShrink = { maxShrink: 1, maxUnfitShare: 1 };

describe("when the vendor last listed a record", () => {
  test("is said by the last whole read that would have removed it", async () => {
    const fake = fakeVendor(rowsOf(25));
    const context = pullContext({ vendor: fake.vendor });
    const first = await run(context);
    expect(await listed(context)).toEqual({ run: first.id, page: 1, ended: first.id });
    await run(context, "full");
    const third = await run(context, "full");
    expect(await listed(context)).toEqual({ run: third.id, page: undefined, ended: third.id });
    expect((await told(context)).now).toBe(
      `It is stored. The vendor listed it last, unchanged, in the full run ${third.id}, which read everything and ended at 2030-01-01T00:00:00.000Z. No later run shows whether it still did.`,
    );
  });

  test("is not said by a whole read without proof", async () => {
    const context = pullContext({ vendor: pages({ data: [{ id: "c3" }], next: null }), contract: bare });
    const first = await run(context);
    await run(context, "full");
    expect(await listed(context)).toEqual({ run: first.id, page: 1, ended: first.id });
  });

  test("is not said by a run that reads what changed, nor by a page that did not bring it", async () => {
    const fake = changingRows(5);
    const context = pullContext({ vendor: fake.vendor, contract: changingStream() });
    const first = await run(context);
    fake.put({ id: "c1", name: "changed", updated_at: "2030-01-01T00:00:00.000Z" });
    const second = await run(context);
    expect(second.mode).toBe("incremental");
    expect(await listed(context)).toEqual({ run: first.id, page: 1, ended: first.id });
    expect(await listed(context, "c1")).toEqual({ run: second.id, page: 1, ended: second.id });
  });

  test("is not said by a read that holds the record's removal", async () => {
    const fake = fakeVendor(rowsOf(25));
    const context = pullContext({ vendor: fake.vendor });
    await run(context);
    const second = await run(context, "full");
    fake.remove(...rowsOf(20).map(({ id }) => id));
    const held = await run(context, "full");
    expect(held.completeness.proven).toBe(false);
    expect(await listed(context)).toEqual({ run: second.id, page: undefined, ended: second.id });
  });

  test("is said of a removed record by reads before its removal alone", async () => {
    const fake = fakeVendor(rowsOf(25));
    const context = pullContext({ vendor: fake.vendor });
    await run(context);
    const second = await run(context, "full");
    fake.remove("c3");
    const third = await run(context, "full");
    await run(context, "full");
    const { touches, now } = await told(context);
    expect(await listed(context)).toEqual({ run: second.id, page: undefined, ended: second.id });
    expect(touches.at(-1)?.what).toBe(
      "Removed because a whole read, proven complete, did not have it, by the full run that ended complete at 2030-01-01T00:00:00.000Z.",
    );
    expect(now).toMatch(/^It is not stored: it was removed\. The vendor listed it last, unchanged, .*Z\.$/);
    fake.put({ id: "c3", name: "back" });
    const back = await run(context, "full");
    expect(await listed(context)).toEqual({ run: back.id, page: expect.any(Number), ended: back.id });
    expect(third.counts.swept).toBe(1);
  });

  test("is said by the open run that brought it", async () => {
    const fake = fakeVendor(rowsOf(25));
    const context = pullContext({ vendor: fake.vendor });
    await run(context);
    await run(context, "full");
    fake.put({ id: "c3", name: "changed" });
    await context.clock.settle(step(context, { signal, mode: "full", maxPages: 1 }));
    const touch = (await told(context)).touches.at(-1);
    expect(touch).toMatchObject({ open: true, what: "Page 1 brought it, and it was stored, by a run that is open." });
    expect(await listed(context)).toEqual({ run: touch?.run, page: 1, ended: undefined });
  });

  test("is not said of what was discarded by reads that no longer had it", async () => {
    const contract = { ...counted, mapping: { fields: { n: { from: "/n", to: "number" } }, others: "keep" } } as const;
    const bodies = [
      { data: [{ id: "c3", n: "x" }], next: null, total: 1 },
      { data: [{ id: "c4", n: 1 }], next: null, total: 1 },
    ];
    const context = pullContext({ vendor: pages(...bodies), contract, settings: anyShrink });
    const first = await run(context);
    await discard(context, await heldIds(context));
    await run(context, "full");
    expect(await listed(context)).toEqual({ run: first.id, page: 1, ended: first.id });
    const { now, touches } = await told(context);
    expect(now).toMatch(
      /^It is not stored: a person discarded what was kept aside of it at 2030-01-01T00:00:00\.000Z\./,
    );
    expect(touches.at(-1)).toMatchObject({
      discardedAt: context.clock.now(),
      what: expect.stringMatching(/ A person discarded it at 2030-01-01T00:00:00\.000Z\.$/),
    });
  });

  test("is not said of children that are kept without their parent", async () => {
    const fake = fakeVendor(rowsOf(5));
    const context = pullContext({ vendor: fake.vendor });
    const first = await run(context);
    await run(context, "full");
    const parent = { stream: "teams", parameters: {}, orphans: "keep" } as const;
    expect(await listed({ ...context, contract: { ...context.contract, parent } })).toMatchObject({ run: first.id });
  });

  test("is not said of what was kept aside meanwhile by reads before it was accepted", async () => {
    const contract = {
      ...counted,
      mapping: { fields: { id: "/id", n: { from: "/n", to: "number" } }, others: "drop" },
    } as const;
    const bodies = [
      { data: [{ id: "c3", n: 1 }], next: null, total: 1 },
      { data: [{ id: "c3", n: "x" }], next: null, total: 1 },
    ];
    const context = pullContext({ vendor: pages(...bodies), contract, settings: anyShrink });
    await run(context);
    const kept = await run(context, "full");
    expect((await told(context)).now).toMatch(
      /^It is stored as it was before: what the vendor sent since is kept aside\./,
    );
    expect(await listed(context)).toEqual({ run: kept.id, page: 1, ended: kept.id });
    await context.clock.settle(replay(context, await heldIds(context)));
    expect(await listed(context)).toEqual({ run: kept.id, page: 1, ended: kept.id });
  });

  test("is said across a remap, which asks nobody", async () => {
    const fake = fakeVendor(rowsOf(25));
    const context = pullContext({ vendor: fake.vendor });
    await run(context);
    const second = await run(context, "full");
    const contract = contractWith({ mapping: { fields: { key: "/id" }, others: "drop" } });
    const remapping = { ...context, contract };
    await context.clock.settle(step(remapping, { signal, maxPages: 0 }));
    const { touches } = await told(remapping);
    expect(touches.at(-1)?.what).toMatch(
      /^Stored anew: the mapping changed, so stored records were made anew, by the replay/,
    );
    expect(await listed(remapping)).toEqual({ run: second.id, page: undefined, ended: second.id });
  });
});

describe("what retention took away", () => {
  test("is unknown, and never what was not", async () => {
    const fake = fakeVendor(rowsOf(25));
    const context = pullContext({ vendor: fake.vendor });
    expect((await told(context)).now).toMatch(/^Nothing is stored of this stream: it was never run here, was erased/);
    await run(context);
    expect((await told(context, "z")).now).toMatch(/^It was never stored here by this key, nor kept aside;/);
    fake.remove("c3");
    await run(context, "full");
    const at = context.clock.now();
    await context.clock.advance(86_400_000);
    const last = await run(context, "full");
    const place = { connection: "acme", stream: "contacts" };
    expect(await retainReceipts(context.store, place, { before: at + 1 })).toEqual({ ok: true, removed: 2 });
    expect(await told(context)).toMatchObject({
      stored: false,
      touches: [],
      unknownBefore: at,
      now: "It is not stored, and was not kept aside, as far as receipts are kept. Before 2030-01-01T00:00:00.000Z that is unknown.",
    });
    const { touches } = await told(context, "c4");
    expect(touches.map(({ what, open }) => ({ what, open }))).toEqual([
      {
        what: "Page 1 brought it, and it was stored, by a run that ended at 2030-01-01T00:00:00.000Z at the latest; its receipt is no longer kept.",
        open: undefined,
      },
    ]);
    expect(await listed(context, "c4")).toEqual({ run: last.id, page: undefined, ended: last.id });
  });

  test("and what a classed key keeps from being remembered is no never either", async () => {
    const context = pullContext({
      vendor: fakeVendor(rowsOf(5)).vendor,
      contract: contractWith({ classes: { "/id": "pii" } }),
    });
    await run(context);
    expect((await told(context, "z")).now).toContain("Its key is classed");
  });
});
