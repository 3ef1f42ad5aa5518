import { describe, expect, test } from "vitest";
import { z } from "zod";
import { pullContext } from "../../test/pull-context.ts";
import type { TestContext } from "../../test/pull-context.ts";
import { changingRows, changingStream } from "../../test/changing-rows.ts";
import { bare, heldIds, pages, run, signal } from "../../test/run-pull.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import { backfill } from "../pull/backfill.ts";
import { discard } from "../pull/discard.ts";
import { replay } from "../pull/replay.ts";
import { step } from "../pull/step.ts";
import { asRecordKey, explainRecord, explainRun } from "./index.ts";

test("a run tells what it planned, each wait, and why it ended", async () => {
  const fake = fakeVendor(rowsOf(25));
  fake.faults.push(
    undefined,
    () => json({}, { status: 429, headers: { "retry-after": "20" } }),
    () => json({}, { status: 410 }),
  );
  const context = pullContext({ vendor: fake.vendor });
  const receipt = await run(context);
  const told = await explainRun(context.store, receipt.id);
  expect(told?.planned).toBe("Read everything (full).");
  expect(told?.events.map(({ what }) => what)).toEqual([
    "Page 2 failed with rate_limited (HTTP 429), and the next attempt was due at 2030-01-01T00:00:20.000Z.",
    expect.stringMatching(
      /^At page 2 the vendor no longer knew the position: gone \(HTTP 410\)\. The list was begun again/,
    ),
  ]);
  expect(told?.ended).toBe(
    "It ended complete (pages: 4, records: 35, kept aside: 0). Its completeness is not proven: the list was begun again, and what was read of it before may be gone.",
  );
  expect(await explainRun(context.store, "nothing")).toBeUndefined();
});

test("a run that failed tells with what, and a blocked one until when", async () => {
  const fake = fakeVendor(rowsOf(5));
  fake.faults.push(() => json({}, { status: 403 }));
  const context = pullContext({ vendor: fake.vendor });
  const told = await explainRun(context.store, (await run(context)).id);
  expect(told?.ended).toContain(
    "It ended failed (pages: 0, records: 0, kept aside: 0). Its completeness is not proven",
  );
  expect(told?.ended).toContain("It failed with forbidden: HTTP 403");
});

test.each([
  { to: undefined, want: "Read again what is dated from 2030-01-01T00:00:00Z on (backfill)." },
  {
    to: "2030-02-01T00:00:00Z",
    want: "Read again what is dated from 2030-01-01T00:00:00Z to 2030-02-01T00:00:00Z (backfill).",
  },
])("a backfill to $to tells of its range", async ({ to, want }) => {
  const context = pullContext({ vendor: changingRows(3).vendor, contract: changingStream() });
  const range = { from: "2030-01-01T00:00:00Z", to };
  const { id } = await context.clock.settle(backfill(context, range, { signal }));
  expect((await explainRun(context.store, id))?.planned).toBe(want);
});

test("a run that waits for ever remembers the last waits, and counts the others", async () => {
  const fake = fakeVendor(rowsOf(5));
  for (let n = 0; n < 60; n += 1) fake.faults.push(() => json({}, { status: 503 }));
  const context = pullContext({ vendor: fake.vendor, settings: { maxAttempts: 100 } });
  const receipt = await run(context);
  expect(receipt.log).toMatchObject({ left: 20 });
  const told = await explainRun(context.store, receipt.id);
  expect(told?.events).toHaveLength(41);
  expect(told?.events[0]?.what).toBe("20 earlier events are left out.");
});

test("a record tells every run and quarantine that touched it, from which page, and what it is made of", async () => {
  const schema = z.object({ label: z.string() });
  const contract = {
    ...bare,
    mapping: { fields: { key: "/id", label: { from: "/name", fallback: "none" } }, others: "drop" },
  } as const;
  const vendor = pages(
    { data: [{ id: "z" }], next: "1" },
    { data: [{ id: "a", name: 7 }], next: null },
    { data: [{ id: "a", name: "Ada" }], next: null },
    { data: [{ id: "a", name: 8 }], next: null },
  );
  const context = pullContext({ vendor, contract, runtime: { schema } });
  const place = { connection: "acme", contract };
  const key = asRecordKey("a");
  const first = await run(context);
  expect(await explainRecord(context.store, place, key)).toMatchObject({
    stored: false,
    lineage: [],
    touches: [{ run: first.id, page: 2, kept: "validation", receipt: { outcome: "partial" } }],
    quarantined: { reason: "validation", pointer: "/label", page: 2 },
  });
  const second = await run(context);
  const third = await run(context);
  const told = await explainRecord(context.store, place, key);
  expect(told).toMatchObject({
    stored: true,
    pending: false,
    changedByFunction: false,
    touches: [
      { run: first.id, page: 2, kept: "validation" },
      { run: second.id, page: 1, receipt: { id: second.id } },
      { run: third.id, page: 1, kept: "validation" },
    ],
    lineage: [
      { name: "key", from: "/id", how: "as sent" },
      { name: "label", from: "/name", how: "as sent" },
    ],
  });
  expect(JSON.stringify(told)).not.toContain("Ada");
  expect(told.quarantined).not.toHaveProperty("raw");
  expect((await explainRun(context.store, third.id))?.ended).toMatch(
    /^It ended partial \(pages: 1, records: 1, kept aside: 1\)\. /,
  );
  const fixed = { ...context, runtime: { map: (record: object) => ({ ...record, label: "made" }), schema } };
  const [replayed] = await replay(fixed, await heldIds(context));
  const later = await explainRecord(context.store, place, key);
  expect(later.touches.at(-1)).toMatchObject({ run: replayed?.id, receipt: { kind: "replay", of: third.id } });
  expect(later).toMatchObject({ changedByFunction: true, quarantined: undefined });
  expect(await explainRun(context.store, third.id)).toMatchObject({ replays: [replayed?.id] });
});

test("a record that was given up is remembered with why, and where it comes back, that is its history", async () => {
  const schema = z.object({ name: z.string() });
  const context = pullContext({
    vendor: pages(
      { data: [{ id: "a", name: 7 }, { name: "without a key" }], next: null },
      { data: [{ id: "a", name: "Ada" }], next: null },
    ),
    contract: bare,
    runtime: { schema },
  });
  const place = { connection: "acme", contract: bare };
  const { id: first } = await run(context);
  const ids = await heldIds(context);
  await discard(context, ids);
  await discard(context, ids);
  const kept = { run: first, page: 1, kept: "validation" };
  const told = await explainRecord(context.store, place, asRecordKey("a"));
  expect(told).toMatchObject({ stored: false, quarantined: undefined, touches: [kept] });
  expect(told.touches).toHaveLength(1);
  const { id: second } = await run(context);
  expect(await explainRecord(context.store, place, asRecordKey("a"))).toMatchObject({
    stored: true,
    touches: [kept, { run: second, page: 1 }],
  });
});

describe("what was kept aside of a stored record is remembered", () => {
  const schema = z.object({ name: z.string() });
  const good = { data: [{ id: "a", name: "Ada" }], next: null };
  const newer = { data: [{ id: "a", name: "Ada Lovelace" }], next: null };
  const broken = { data: [{ id: "a", name: 7 }], next: null };
  const other = { data: [{ id: "b", name: "Bea" }], next: null };
  const counted = { ...bare, pagination: { ...bare.pagination, total: "/total" } } as const;
  const key = asRecordKey("a");
  const touchesOf = async (context: TestContext, contract = bare) => {
    const { touches } = await explainRecord(context.store, { connection: "acme", contract }, key);
    return touches.map(({ run: by, page, kept, removed }) => ({ run: by, page, kept, removed }));
  };
  const begun = async (...bodies: readonly object[]) => {
    const context = pullContext({
      vendor: pages(...bodies.map((body) => ({ ...body, total: 1 }))),
      contract: counted,
      runtime: { schema },
      settings: { maxShrink: 1, maxUnfitShare: 1 },
    });
    const first = await run(context);
    const second = await run(context);
    const before = [
      { run: first.id, page: 1 },
      { run: second.id, page: 1, kept: "validation" },
    ];
    expect(await touchesOf(context)).toEqual(before);
    return { context, before };
  };
  const discarded = async (context: TestContext) => {
    await discard(context, await heldIds(context));
  };

  test("after a person gave it up, beside the row and in its next write", async () => {
    const { context, before } = await begun(good, broken, newer, newer);
    await discarded(context);
    expect(await touchesOf(context)).toEqual(before);
    const third = await run(context);
    const after = [...before, { run: third.id, page: 1 }];
    expect(await touchesOf(context)).toEqual(after);
    expect(await context.store.removed("acme", "contacts", { limit: 9 })).toEqual([]);
    await run(context);
    expect(await touchesOf(context)).toEqual(after);
  });

  test("after the vendor sent again what is stored", async () => {
    const { context, before } = await begun(good, broken, good);
    await run(context);
    expect(await touchesOf(context)).toEqual(before);
  });

  test("after it came broken again", async () => {
    const { context, before } = await begun(good, broken, broken);
    const third = await run(context);
    const after = [...before, { run: third.id, page: 1, kept: "validation" }];
    expect(await touchesOf(context)).toEqual(after);
    await discarded(context);
    expect(await touchesOf(context)).toEqual(after);
  });

  test("after it was judged again and refused again, once", async () => {
    const { context, before } = await begun(good, broken);
    await context.clock.settle(replay(context, await heldIds(context)));
    expect(await touchesOf(context)).toEqual(before);
  });

  test.each([{ gaveUp: true }, { gaveUp: false }])(
    "after the record was removed, given up before: $gaveUp",
    async ({ gaveUp }) => {
      const { context, before } = await begun(good, broken, other);
      if (gaveUp) await discarded(context);
      const third = await run(context);
      expect(third).toMatchObject({ outcome: "complete" });
      expect(await touchesOf(context)).toEqual([...before, { run: third.id, removed: true }]);
    },
  );

  test("after another mapping wrote it, and after one that it does not fit removed its row", async () => {
    const { context, before } = await begun(good, broken);
    await discarded(context);
    const renamed = {
      ...counted,
      mapping: { fields: { id: "/id", name: "/name", n: "/id" }, others: "drop" },
    } as const;
    await context.clock.settle(step({ ...context, contract: renamed }, { signal, maxPages: 0 }));
    const remapped = await touchesOf(context, renamed);
    expect(remapped).toEqual([...before, { run: remapped.at(-1)?.run }]);
    const unfit = { ...renamed, mapping: { fields: { name: { from: "/id", to: "number" } }, others: "drop" } } as const;
    await context.clock.settle(step({ ...context, contract: unfit }, { signal, maxPages: 0 }));
    const { run: by } = (await touchesOf(context, unfit)).at(-1) ?? {};
    expect(await touchesOf(context, unfit)).toEqual([
      ...remapped,
      { run: by, removed: true },
      { run: by, kept: "mapping" },
    ]);
  });
});

test("a record that changes in every run remembers the last few", async () => {
  const bodies = Array.from({ length: 30 }, (_, v) => ({ data: [{ id: "a", v }], next: null }));
  const context = pullContext({ vendor: pages(...bodies), contract: bare });
  for (const _ of bodies) await run(context);
  const told = await explainRecord(context.store, { connection: "acme", contract: bare }, asRecordKey("a"));
  expect(told.touches).toHaveLength(9);
});
