import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contractWith, datedBy } from "../../../test/contract.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { run, runOf, storedKeys } from "../../../test/run-pull.ts";
import { fakeVendor, json } from "../../../test/vendor.ts";
import type { FakeVendor } from "../../../test/vendor.ts";
import type { Incremental, Pagination } from "../../connector/index.ts";

const pageSize = { param: "limit", size: 10 } as const;
const total = "/total" as const;
const offset: Pagination = { style: "offset", offset: "skip", hasMore: "/more", end: "has-more", pageSize };
const page: Pagination = { style: "page", page: "page", first: 1, hasMore: "/more", end: "has-more", pageSize };

const dated: Incremental = { ...datedBy, cursorField: "/at", order: "asc" };

const isLong = process.env["WAYBILL_LONG"] === "1";

const hour = 3_600_000;
const isoTime = (at: number): string => new Date(at).toISOString();
const idOf = (n: number): string => `c${String(n).padStart(4, "0")}`;

/** `updated_at` is the vendor's own, by which it lists: those of the first hour stand in front. */
const row = (n: number, at = hour + n) => ({ id: idOf(n), n, at: isoTime(n), updated_at: isoTime(at) });
const inFront = (n: number) => row(n, n);
const rowsOf = (count: number) => Array.from({ length: count }, (_, n) => row(n));

/** A list whose positions count records: what comes or goes before them shifts it. */
const shiftingVendor = (
  rows: readonly ReturnType<typeof row>[],
  pagination: Pagination = { ...page, total },
): FakeVendor => fakeVendor(rows, { pagination, stream: { incremental: { ...datedBy, order: "asc" } } });

describe.each([
  ["offset, counted", { ...offset, total }],
  ["offset, not counted", offset],
  ["offset, until an empty page", { ...offset, end: "empty-page" }],
  ["page, counted", { ...page, total }],
  ["page, not counted", page],
] as const)("%s", (_name, style) => {
  const pagination: Pagination = { ...style, pageSize: { ...pageSize, size: 5 } };
  const contract = contractWith({ pagination });

  test("invariant 15: what a removal before the reader's position lets the next page step over is found", async () => {
    const source = shiftingVendor(rowsOf(30), pagination);
    source.before(3, () => source.remove(idOf(4)));
    source.before(5, () => source.remove(idOf(1), idOf(2)));
    const { context, receipt } = await runOf({ vendor: source.vendor, contract });
    expect(await storedKeys(context)).toEqual(expect.arrayContaining([...source.ids()]));
    expect(receipt.outcome).not.toBe("failed");
    expect(receipt.log?.events.map(({ kind }) => kind)).toContain("moved");
  });

  test("invariant 14: what an insertion before the reader's position moves back is stored once", async () => {
    const source = shiftingVendor(rowsOf(30), pagination);
    const before = source.ids();
    source.before(3, () => source.put(inFront(900)));
    source.before(4, () => source.put(inFront(901)));
    const { context, receipt } = await runOf({ vendor: source.vendor, contract });
    expect(receipt.outcome).not.toBe("failed");
    expect(receipt.counts.duplicate).toBeGreaterThan(0);
    expect(await storedKeys(context)).toEqual(expect.arrayContaining([...before]));
  });

  test("a record that exists is not removed because the list stepped over it", async () => {
    const source = shiftingVendor(rowsOf(30), pagination);
    const context = pullContext({ vendor: source.vendor, contract });
    await run(context);
    // One goes before the position as another comes at the end: the count stays as it was.
    source.before(3, () => {
      source.remove(idOf(4));
      source.put(row(950));
    });
    await run(pullContext({ vendor: source.vendor, contract, store: context.store, owner: "engine-2" }), "full");
    expect(await storedKeys(context)).toEqual(expect.arrayContaining([...source.ids()]));
  });

  test("a list that never stands still ends partial, removes nothing, and says why", async () => {
    const context = pullContext({ vendor: shiftingVendor(rowsOf(30), pagination).vendor, contract });
    await run(context);
    let answers = 0;
    const restless = (request: Request): Response => {
      answers += 1;
      const limit = 5;
      const query = new URL(request.url).searchParams;
      const from = query.has("page") ? (Number(query.get("page")) - 1) * limit : Number(query.get("skip"));
      const data = Array.from({ length: Math.max(0, Math.min(limit, 30 - from)) }, (_each, index) =>
        row(1000 * answers + from + index),
      );
      return json({ data, more: from < 25, total: 30 });
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
      pick: fc.integer({ min: 0, max: 29 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 5 }), async (changes) => {
        const source = shiftingVendor(rowsOf(30), pagination);
        const steady = new Set(source.ids());
        const happen = ({ kind, pick }: (typeof changes)[number], index: number) => {
          if (kind === "front") source.put(inFront(800 + index));
          if (kind === "end") source.put(row(900 + index));
          const gone = source.ids()[pick % source.count()];
          if (kind !== "remove" || gone === undefined) return;
          source.remove(gone);
          steady.delete(gone);
        };
        for (const [index, change] of changes.entries()) source.before(change.at, () => happen(change, index));
        const { context, receipt } = await runOf({ vendor: source.vendor, contract });
        const stored = new Set(await storedKeys(context));
        return receipt.outcome !== "complete" || [...steady].every((id) => stored.has(id));
      }),
      { numRuns: isLong ? 600 : 40 },
    );
  });
});

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
  const source = shiftingVendor(rowsOf(60).map((one) => ({ ...one, at: stamp(one.n) })));
  const vendor = async (request: Request): Promise<Response> => {
    const answer = await source.vendor(request);
    answer.headers.set("date", new Date(first.clock.now() + aheadMs).toUTCString());
    return answer;
  };
  const first = pullContext({ vendor, contract });
  await first.clock.advance(60 * hour);
  await run(first);
  source.before(3, () => {
    source.remove(idOf(4));
    source.put({ ...row(950), at: stamp(first.clock.now() + aheadMs) });
  });
  await run(pullContext({ ...first, vendor, contract, owner: "engine-2" }), "full");
  expect(await storedKeys(first)).toEqual(expect.arrayContaining([...source.ids()]));
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
  const pages = 30;
  const size = 40;
  const sized = { ...pagination, pageSize: { param: "limit", size } };
  const contract = contractWith({ incremental: dated, pagination: sized });
  const { vendor, asked } = shiftingVendor(rowsOf(pages * size), sized);
  const { receipt } = await runOf({ vendor, contract });
  expect(receipt.outcome).toBe("complete");
  expect(asked.length).toBeLessThanOrEqual(Math.ceil(pages * (1 + most)));
});

test("a list of numbered pages without a count is read twice, and a single page once", async () => {
  const many = shiftingVendor(rowsOf(60), page);
  await runOf({ vendor: many.vendor, contract: contractWith({ pagination: page }) });
  expect(many.asked).toHaveLength(12);
  const one = shiftingVendor(rowsOf(8), page);
  await runOf({ vendor: one.vendor, contract: contractWith({ pagination: page }) });
  expect(one.asked).toHaveLength(1);
});

test("a record that every reading steps over is not taken for one that is not there, as long as counts fall meanwhile", async () => {
  const source = shiftingVendor([inFront(900), ...rowsOf(19)]);
  // Before each second page one goes from the front, and another is there before the next first one.
  for (const turn of [0, 1, 2, 3]) {
    source.before(2 * turn + 2, () => source.remove(idOf(900 + turn)));
    source.before(2 * turn + 3, () => source.put(inFront(901 + turn)));
  }
  const contract = contractWith({ pagination: { ...page, total } });
  const { context, receipt } = await runOf({ vendor: source.vendor, contract });
  expect(await storedKeys(context)).not.toContain(idOf(9));
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
  const { vendor } = shiftingVendor(rowsOf(30));
  const sparing = async (request: Request): Promise<Response> => {
    const { total: counted, ...body } = (await (await vendor(request)).json()) as { total: number };
    const from = 10 * (Number(new URL(request.url).searchParams.get("page")) - 1);
    return json({ ...body, ...(isGiven(from) && { total: counted }) });
  };
  const contract = contractWith({ pagination: { ...page, total } });
  const { receipt } = await runOf({ vendor: sparing, contract });
  expect(receipt.completeness).toEqual(want);
});

test("a list whose records are written anew in each answer is soon read without a look for the place", async () => {
  const pagination: Pagination = { ...offset, pageSize: { ...pageSize, size: 2 } };
  const { vendor, asked } = shiftingVendor(rowsOf(160), pagination);
  const signing = async (request: Request): Promise<Response> => {
    const body = (await (await vendor(request)).json()) as { data: object[] };
    return json({
      ...body,
      data: body.data.map((one) => ({ ...one, url: `https://files.test/?sig=${asked.length}` })),
    });
  };
  const { receipt } = await runOf({ vendor: signing, contract: contractWith({ pagination }) });
  expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 160 } });
  // Two readings of 80 pages; each search that is given up costs four requests.
  expect(asked.length).toBeLessThan(2 * 80 * 2.5);
});

test("of records without a key, one that equals an earlier one hides none that was stepped over", async () => {
  const source = shiftingVendor(rowsOf(30), offset);
  source.put({ id: idOf(12), n: 9 });
  source.before(2, () => source.remove(idOf(0), idOf(1)));
  // Without a key nothing else may tell them apart either.
  const vendor = async (request: Request): Promise<Response> => {
    const body = (await (await source.vendor(request)).json()) as { data: { n: number }[] };
    return json({ ...body, data: body.data.map(({ n }) => ({ n })) });
  };
  const { context } = await runOf({ vendor, contract: contractWith({ pagination: offset, primaryKey: [] }) });
  const stored = await context.store.records("acme", "contacts", { limit: 100 });
  const left = rowsOf(30)
    .slice(2)
    .map(({ n }) => (n === 12 ? 9 : n));
  expect(stored.map(({ data }) => data["n"])).toEqual(expect.arrayContaining(left));
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

test.each([
  { name: "counted", pagination: { ...offset, total }, answers: 12 },
  { name: "not counted", pagination: offset, answers: 18 },
])(
  "a vendor that lets pages begin at multiples of their size alone is read without an overlap: $name",
  async ({ pagination, answers }) => {
    const source = shiftingVendor(rowsOf(60), pagination);
    source.before(4, () => source.remove(idOf(4)));
    const vendor = (request: Request) => {
      const isMultiple = Number(new URL(request.url).searchParams.get("skip")) % 10 === 0;
      return isMultiple ? source.vendor(request) : json({ error: "skip must be a multiple of limit" }, { status: 400 });
    };
    const contract = contractWith({ incremental: dated, pagination });
    const { context, receipt } = await runOf({ vendor, contract });
    expect(receipt).toMatchObject({ outcome: "complete", attempts: 1 });
    expect(await storedKeys(context)).toEqual(expect.arrayContaining([...source.ids()]));
    expect(source.asked).toHaveLength(answers);
  },
);

test("a page that is refused wherever it begins fails the run as before", async () => {
  const source = shiftingVendor(rowsOf(60), offset);
  const vendor = (request: Request) =>
    new URL(request.url).searchParams.get("skip") === "0" ? source.vendor(request) : json({}, { status: 400 });
  const { receipt } = await runOf({ vendor, contract: contractWith({ pagination: offset }) });
  expect(receipt).toMatchObject({ outcome: "failed", failure: { status: 400 }, requests: 3 });
});
