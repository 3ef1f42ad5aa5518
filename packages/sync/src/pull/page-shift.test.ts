import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { pullContext } from "../../test/pull-context.ts";
import { run, runOf, storedKeys } from "../../test/run-pull.ts";
import { json } from "../../test/vendor.ts";
import type { Incremental, Pagination } from "../connector/index.ts";

const pageSize = { param: "limit", size: 10 } as const;
const total = "/total" as const;
const offset: Pagination = { style: "offset", offset: "skip", hasMore: "/more", end: "has-more", pageSize };
const page: Pagination = { style: "page", page: "page", first: 1, hasMore: "/more", end: "has-more", pageSize };

const dated: Incremental = {
  param: "updated_since",
  cursorField: "/at",
  kind: "updated",
  format: "date-time",
  granularityMs: 1,
  order: "asc",
  lagMs: 0,
};

const isLong = process.env["WAYBILL_LONG"] === "1";

/** What happens at the vendor's before its nth answer. */
type Happenings = Readonly<Record<number, (rows: Row[]) => void>>;
interface Row {
  readonly id: string;
  readonly n: number;
  readonly at: string;
}

const row = (n: number): Row => ({ id: `c${String(n).padStart(4, "0")}`, n, at: new Date(n).toISOString() });
const rowsOf = (count: number): Row[] => Array.from({ length: count }, (_, n) => row(n));
const remove =
  (...ids: readonly number[]) =>
  (rows: Row[]): void => {
    for (const id of ids)
      rows.splice(
        rows.findIndex(({ n }) => n === id),
        1,
      );
  };

/** A list whose positions count records, and which changes while it is read. */
function shiftingVendor(rows: Row[], happenings: Happenings = {}) {
  const asked: string[] = [];
  const vendor = (request: Request): Response => {
    const { searchParams: query, search } = new URL(request.url);
    asked.push(search);
    happenings[asked.length]?.(rows);
    const limit = Number(query.get("limit"));
    const from = query.has("page") ? (Number(query.get("page")) - 1) * limit : Number(query.get("skip"));
    const data = rows.slice(from, from + limit);
    return json({ data, more: from + limit < rows.length, total: rows.length });
  };
  return { vendor, asked };
}

const ids = (rows: readonly Row[]): readonly string[] => rows.map(({ id }) => id);

describe.each([
  ["offset, counted", { ...offset, total }],
  ["offset, not counted", offset],
  ["offset, until an empty page", { ...offset, end: "empty-page" }],
  ["page, counted", { ...page, total }],
  ["page, not counted", page],
] as const)("%s", (_name, pagination) => {
  const contract = contractWith({ pagination });

  test("invariant 15: what a removal before the reader's position lets the next page step over is found", async () => {
    const rows = rowsOf(60);
    const { vendor } = shiftingVendor(rows, { 3: remove(4), 5: remove(1, 2) });
    const { context, receipt } = await runOf({ vendor, contract });
    expect(await storedKeys(context)).toEqual(expect.arrayContaining([...ids(rows)]));
    expect(receipt.outcome).not.toBe("failed");
    expect(receipt.log?.events.map(({ kind }) => kind)).toContain("moved");
  });

  test("invariant 14: what an insertion before the reader's position moves back is stored once", async () => {
    const rows = rowsOf(60);
    const { vendor } = shiftingVendor(rows, { 3: (all) => all.unshift(row(900)), 4: (all) => all.unshift(row(901)) });
    const { context, receipt } = await runOf({ vendor, contract });
    expect(receipt.outcome).not.toBe("failed");
    expect(receipt.counts.duplicate).toBeGreaterThan(0);
    expect(await storedKeys(context)).toEqual(expect.arrayContaining([...ids(rowsOf(60))]));
  });

  test("a record that exists is not removed because the list stepped over it", async () => {
    const rows = rowsOf(60);
    const context = pullContext({ vendor: shiftingVendor(rows).vendor, contract });
    await run(context);
    const moving = shiftingVendor(rows, {
      // One goes before the position as another comes at the end: the count stays as it was.
      3: (all) => {
        remove(4)(all);
        all.push(row(950));
      },
    });
    await run(pullContext({ vendor: moving.vendor, contract, store: context.store, owner: "engine-2" }), "full");
    expect(await storedKeys(context)).toEqual(expect.arrayContaining([...ids(rows)]));
  });

  test("a list that never stands still ends partial, removes nothing, and says why", async () => {
    const rows = rowsOf(60);
    const { vendor } = shiftingVendor(rows);
    const context = pullContext({ vendor, contract });
    await run(context);
    let answers = 0;
    const restless = (request: Request): Response => {
      answers += 1;
      const limit = 10;
      const query = new URL(request.url).searchParams;
      const from = query.has("page") ? (Number(query.get("page")) - 1) * limit : Number(query.get("skip"));
      const data = Array.from({ length: Math.max(0, Math.min(limit, 60 - from)) }, (_each, index) =>
        row(1000 * answers + from + index),
      );
      return json({ data, more: from < 50, total: 60 });
    };
    const after = pullContext({ vendor: restless, contract, store: context.store, owner: "engine-2" });
    const receipt = await run(after, "full");
    expect(receipt).toMatchObject({ outcome: "partial", completeness: { proven: false }, counts: { swept: 0 } });
    expect(answers).toBeLessThan(150);
  });

  test("whatever comes and goes between answers, a run that calls its list proven has all of it", async () => {
    const happening = fc.record({
      at: fc.integer({ min: 1, max: 12 }),
      kind: fc.constantFrom("front", "end", "remove"),
      pick: fc.integer({ min: 0, max: 59 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 5 }), async (changes) => {
        const rows = rowsOf(60);
        const steady = new Set(rows);
        const act = (change: (typeof changes)[number], index: number) => (all: Row[]) => {
          if (change.kind === "front") all.unshift(row(800 + index));
          if (change.kind === "end") all.push(row(900 + index));
          if (change.kind !== "remove") return;
          const [gone] = all.splice(change.pick % all.length, 1);
          if (gone !== undefined) steady.delete(gone);
        };
        const at: Record<number, (all: Row[]) => void> = {};
        for (const [index, change] of changes.entries()) {
          const before = at[change.at];
          at[change.at] = (all) => {
            before?.(all);
            act(change, index)(all);
          };
        }
        const { context, receipt } = await runOf({ vendor: shiftingVendor(rows, at).vendor, contract });
        const stored = new Set(await storedKeys(context));
        return receipt.outcome !== "complete" || ids([...steady]).every((id) => stored.has(id));
      }),
      { numRuns: isLong ? 600 : 40 },
    );
  });
});

const hour = 3_600_000;
const isoTime = (at: number): string => new Date(at).toISOString();

interface Dating {
  readonly name: string;
  readonly incremental: Partial<Incremental>;
  readonly stamp: (at: number) => string;
  readonly aheadMs?: number;
}

test.each<Dating>([
  { name: "cursors are no times", incremental: { format: "opaque" }, stamp: isoTime },
  { name: "records are dated by what they are about", incremental: { kind: "event-time" }, stamp: () => isoTime(hour) },
  { name: "the device's clock is behind", incremental: {}, stamp: isoTime, aheadMs: hour },
  { name: "records name a day alone", incremental: { format: "date" }, stamp: (at) => isoTime(at).slice(0, 10) },
])("a count that stands still does not speak for a list whose newcomers no date gives away: $name", async (dating) => {
  const { incremental, stamp, aheadMs = 0 } = dating;
  const contract = contractWith({ pagination: { ...page, total }, incremental: { ...dated, ...incremental } });
  const rows = rowsOf(60).map((one) => ({ ...one, at: stamp(one.n) }));
  const first = pullContext({ vendor: shiftingVendor(rows).vendor, contract });
  await first.clock.advance(60 * hour);
  await run(first);
  const newcomer = (): Row => ({ ...row(950), at: stamp(first.clock.now() + aheadMs) });
  const moving = shiftingVendor(rows, {
    3: (all) => {
      remove(4)(all);
      all.push(newcomer());
    },
  });
  const vendor = (request: Request): Response => {
    const answer = moving.vendor(request);
    answer.headers.set("date", new Date(first.clock.now() + aheadMs).toUTCString());
    return answer;
  };
  await run(pullContext({ ...first, vendor, contract, owner: "engine-2" }), "full");
  expect(await storedKeys(first)).toEqual(expect.arrayContaining([...ids(rows)]));
});

test("a vendor that answers every offset with its first page is not taken to have no more", async () => {
  const rows = rowsOf(60);
  const contract = contractWith({ pagination: { ...offset, end: "empty-page" } });
  const { receipt } = await runOf({ vendor: () => json({ data: rows.slice(0, 10), more: true }), contract });
  expect(receipt).toMatchObject({ outcome: "failed", failure: { code: "pagination_loop" } });
});

test.each([
  { name: "offset", pagination: offset, most: 0.02 },
  { name: "offset, counted", pagination: { ...offset, total }, most: 0.02 },
  { name: "page, counted", pagination: { ...page, total }, most: 0 },
] as const)("a list that stands still costs next to no more requests: $name", async ({ pagination, most }) => {
  const count = 10_000;
  const size = 100;
  const contract = contractWith({
    incremental: dated,
    pagination: { ...pagination, pageSize: { param: "limit", size } },
  });
  const { vendor, asked } = shiftingVendor(rowsOf(count));
  const { receipt } = await runOf({ vendor, contract });
  expect(receipt.outcome).toBe("complete");
  expect(asked.length).toBeLessThanOrEqual((count / size) * (1 + most));
});

test("a list of numbered pages without a count is read twice, and a single page once", async () => {
  const many = shiftingVendor(rowsOf(60));
  await runOf({ vendor: many.vendor, contract: contractWith({ pagination: page }) });
  expect(many.asked).toHaveLength(12);
  const one = shiftingVendor(rowsOf(8));
  await runOf({ vendor: one.vendor, contract: contractWith({ pagination: page }) });
  expect(one.asked).toHaveLength(1);
});

test("a record that every reading steps over is not taken for one that is not there, as long as counts fall meanwhile", async () => {
  const rows = rowsOf(20);
  const back: Row[] = [];
  // Before each second page one goes from the front, and is there again before the next first one.
  const goes = (all: Row[]): void => void back.push(...all.splice(0, 1));
  const comes = (all: Row[]): void => void all.unshift(...back.splice(0));
  const { vendor } = shiftingVendor(rows, { 2: goes, 3: comes, 4: goes, 5: comes, 6: goes, 7: comes, 8: goes });
  const { context, receipt } = await runOf({ vendor, contract: contractWith({ pagination: { ...page, total } }) });
  expect(await storedKeys(context)).not.toContain("c0010");
  expect(receipt).toMatchObject({ outcome: "partial", completeness: { proven: false } });
});

test.each([
  { name: "on the first page alone", isGiven: (from: number) => from === 0, want: { proven: true, by: "total" } },
  {
    name: "on the last page alone",
    isGiven: (from: number) => from === 20,
    want: { proven: false, why: expect.stringContaining("only after its first page") },
  },
])("a count that is given $name was not seen to move", async ({ isGiven, want }) => {
  const rows = rowsOf(30);
  const { vendor } = shiftingVendor(rows);
  const sparing = async (request: Request): Promise<Response> => {
    const { total: counted, ...body } = (await vendor(request).json()) as { total: number };
    const from = 10 * (Number(new URL(request.url).searchParams.get("page")) - 1);
    return json({ ...body, ...(isGiven(from) && { total: counted }) });
  };
  const contract = contractWith({ pagination: { ...page, total } });
  const { receipt } = await runOf({ vendor: sparing, contract });
  expect(receipt.completeness).toEqual(want);
});

test("a list whose records are written anew in each answer is soon read without a look for the place", async () => {
  const rows = rowsOf(800);
  const { vendor, asked } = shiftingVendor(rows);
  const signing = async (request: Request): Promise<Response> => {
    const body = (await vendor(request).json()) as { data: Row[] };
    return json({
      ...body,
      data: body.data.map((one) => ({ ...one, url: `https://files.test/?sig=${asked.length}` })),
    });
  };
  const { receipt } = await runOf({ vendor: signing, contract: contractWith({ pagination: offset }) });
  expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 800 } });
  // Two readings of 80 pages; each search that is given up costs four requests.
  expect(asked.length).toBeLessThan(2 * 80 * 2.5);
});

test("of records without a key, one that equals an earlier one hides none that was stepped over", async () => {
  const rows = Array.from({ length: 30 }, (_, n) => ({ n: n === 12 ? 9 : n }));
  let answers = 0;
  const vendor = (request: Request): Response => {
    answers += 1;
    if (answers === 2) rows.splice(0, 2);
    const from = Number(new URL(request.url).searchParams.get("skip"));
    return json({ data: rows.slice(from, from + 10), more: from + 10 < rows.length });
  };
  const { context } = await runOf({ vendor, contract: contractWith({ pagination: offset, primaryKey: [] }) });
  const stored = await context.store.records("acme", "contacts", { limit: 100 });
  expect(stored.map(({ data }) => data["n"])).toEqual(expect.arrayContaining(rows.map(({ n }) => n)));
});

test("a list of changes that never stands still is not proven by a count of the whole stream", async () => {
  const contract = contractWith({ pagination: { ...page, total }, incremental: { ...dated, order: "unknown" } });
  const context = pullContext({ vendor: shiftingVendor(rowsOf(60)).vendor, contract });
  await run(context);
  const before = await context.store.checkpoint("acme", "contacts");
  let answers = 0;
  const restless = (request: Request): Response => {
    answers += 1;
    const at = isoTime(context.clock.now() - hour);
    const first = 10 * (Number(new URL(request.url).searchParams.get("page")) - 1);
    const data = Array.from({ length: 10 }, (_each, index) => ({ ...row(1000 * answers + first + index), at }));
    // As many as will be stored once the last page of the last reading is.
    return json({ data, more: first < 20, total: 60 + 10 * answers });
  };
  const receipt = await run(pullContext({ ...context, vendor: restless, contract, owner: "engine-2" }));
  expect(receipt).toMatchObject({ mode: "incremental", outcome: "partial", completeness: { proven: false } });
  expect((await context.store.checkpoint("acme", "contacts"))?.watermark).toEqual(before?.watermark);
});
