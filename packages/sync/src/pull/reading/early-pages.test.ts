import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contractWith, datedBy } from "../../../test/contract.ts";
import { engineOver } from "../../../test/engine.ts";
import { pullContext } from "../../../test/pull-context.ts";
import type { TestContext } from "../../../test/pull-context.ts";
import { run, signal, storedKeys } from "../../../test/run-pull.ts";
import { fakeVendor, json, rowsOf } from "../../../test/vendor.ts";
import type { FakeVendor, FakeVendorOptions } from "../../../test/vendor.ts";
import type { Incremental, Pagination } from "../../connector/index.ts";
import { createMemoryStore } from "../../store/index.ts";
import { step } from "../step.ts";
import type { PullSettings } from "../settings.ts";

const isLong = process.env["WAYBILL_LONG"] === "1";
const counted = { total: "/total", hasMore: "/more", end: "has-more", pageSize: { param: "limit", size: 5 } } as const;
const offset: Pagination = { ...counted, style: "offset", offset: "skip" };
const page: Pagination = { ...counted, style: "page", page: "page", first: 1 };
const dated: Incremental = { ...datedBy, order: "asc" };

const hour = 3_600_000;
const idOf = (n: number): string => `c${n}`;
const isoTime = (at: number): string => new Date(at).toISOString();
/** Written long before any run, one after the other. */
const oldRows = (count: number) => rowsOf(count, (n) => ({ updated_at: isoTime(n * 1000) }));

interface Scene {
  readonly pagination?: Pagination;
  /** `null`: records do not say when they were written. */
  readonly incremental?: Incremental | null;
  readonly records?: number;
  readonly cap?: FakeVendorOptions["cap"];
  readonly settings?: Partial<PullSettings>;
  /** Does the vendor count one record more than it lists? */
  readonly miscounts?: boolean;
  /** Milliseconds from the nth request to the moment at which it is answered. */
  readonly takes?: (nth: number) => number;
}

/** A vendor that takes its time, so that answers overtake each other, and how many it had to work on at once. */
function scene({ pagination = offset, incremental = dated, takes = () => 50, ...given }: Scene = {}) {
  const order = incremental?.order ?? "asc";
  const source = fakeVendor(oldRows(given.records ?? 60), {
    pagination,
    cap: given.cap,
    stream: { incremental: { ...dated, order } },
  });
  const crowd = { now: 0, most: 0, nth: 0 };
  const memory = createMemoryStore();
  const written: string[] = [];
  const context: TestContext = pullContext({
    store: {
      ...memory,
      commit: (batch) => {
        written.push(...(batch.put ?? []).map(({ key }) => String(key)));
        return memory.commit(batch);
      },
    },
    contract: contractWith({ pagination, incremental: incremental ?? undefined }),
    settings: given.settings,
    vendor: async (request) => {
      crowd.most = Math.max(crowd.most, (crowd.now += 1));
      await context.clock.sleep(takes((crowd.nth += 1)));
      crowd.now -= 1;
      const answer = await source.vendor(request);
      if (given.miscounts !== true) return answer;
      const body: { readonly total: number } = await answer.json();
      return json({ ...body, total: body.total + 1 });
    },
  });
  /** Writes a record now; it is the newest then. */
  const write = (n: number) => source.put({ id: idOf(n), updated_at: isoTime(context.clock.now()), again: true });
  return { source, context, crowd, write, written };
}

const places = (source: FakeVendor): number[] =>
  source.asked.map((query) => Number(new URLSearchParams(query).get("skip") ?? new URLSearchParams(query).get("page")));

describe.each([
  ["offset", offset, 15],
  ["page", page, 12],
] as const)("a counted list by %s", (_name, pagination, pages) => {
  test.each([
    { maxInFlight: 1, rounds: pages },
    { maxInFlight: 2, rounds: 1 + Math.ceil((pages - 1) / 2) },
    { maxInFlight: 4, rounds: 1 + Math.ceil((pages - 1) / 4) },
  ])("takes $rounds times the vendor's time with $maxInFlight pages under way, and no more of them", async (given) => {
    const { maxInFlight, rounds } = given;
    const { context, crowd, source } = scene({ pagination, settings: { maxInFlight } });
    const receipt = await run(context);
    expect(receipt).toMatchObject({ outcome: "complete", completeness: { proven: true }, requests: pages });
    expect(receipt.counts).toMatchObject({ created: 60 });
    expect(source.asked).toHaveLength(pages);
    expect(context.clock.monotonic()).toBe(50 * rounds);
    expect(crowd.most).toBe(maxInFlight);
  });

  test("is committed in its order, whatever order its pages are answered in", async () => {
    const { context, written } = scene({ pagination, takes: (nth) => 200 / (1 + (nth % 4)) });
    const receipt = await run(context);
    expect(receipt).toMatchObject({ outcome: "complete", completeness: { proven: true }, pages });
    expect(written).toEqual(oldRows(60).map(({ id }) => id));
  });
});

describe("pages are not asked for early", () => {
  test.each<Scene & { readonly name: string }>([
    { name: "of a list that is not counted", pagination: { ...offset, total: undefined } },
    { name: "of offsets whose records do not say when they were written", incremental: null },
    { name: "of offsets whose records say when they came alone", incremental: { ...dated, kind: "created" } },
    { name: "of numbers whose cursors are no times", pagination: page, incremental: { ...dated, format: "opaque" } },
  ])("$name", async (given) => {
    const { context, crowd } = scene(given);
    expect(await run(context)).toMatchObject({ outcome: "complete", counts: { created: 60 } });
    expect(crowd.most).toBe(1);
  });

  test("of what changed since the last run: its count may be of the whole stream", async () => {
    const { context, crowd, write } = scene({ pagination: page });
    await run(context);
    await context.clock.advance(hour);
    for (let n = 0; n < 30; n += 1) write(n);
    await context.clock.advance(hour);
    crowd.most = 0;
    expect(await run(context)).toMatchObject({ mode: "incremental", counts: { updated: 30 } });
    expect(crowd.most).toBe(1);
  });

  test("beyond what a step may read", async () => {
    const { context, source } = scene();
    await context.clock.settle(step(context, { signal, maxPages: 3 }));
    expect(places(source)).toEqual([0, 4, 8]);
  });
});

describe("an early page", () => {
  test("is left where the vendor's pages are shorter than asked for, and then no more than were under way", async () => {
    const { context, source } = scene({ cap: 3 });
    expect(await run(context)).toMatchObject({ outcome: "complete", counts: { created: 60 } });
    expect(source.asked).toHaveLength(30);
  });

  test("is asked for again where the count is another one, and what follows is read one after the other", async () => {
    const { context, source, crowd } = scene({ pagination: page });
    source.before(4, () => source.remove(idOf(0)));
    const receipt = await run(context);
    expect(places(source).slice(0, 8)).toEqual([1, 2, 3, 4, 5, 6, 7, 4]);
    expect(crowd.most).toBe(4);
    expect(receipt.outcome).not.toBe("failed");
    expect(await storedKeys(context)).toEqual(expect.arrayContaining([...source.ids()]));
  });

  test("that fails is asked for again in its turn, and only a failure in its turn holds the run up", async () => {
    const { context, source } = scene({ pagination: page });
    source.faults.push(undefined, undefined, () => json({}, { status: 503 }));
    expect(await run(context)).toMatchObject({ outcome: "complete", attempts: 1, counts: { created: 60 } });
    expect(places(source).slice(0, 7)).toEqual([1, 2, 3, 4, 5, 6, 3]);
  });

  test("is not begun while the transport has to wait: more at once would wait too", async () => {
    const { context, crowd } = scene();
    let waitedMs = 0;
    const held = { ...context, meter: () => ({ ...context.meter(), waitedMs: (waitedMs += 100) }) };
    expect(await run(held)).toMatchObject({ outcome: "complete", counts: { created: 60 } });
    expect(crowd.most).toBe(2);
    expect(context.clock.monotonic()).toBe(50 * 14);
  });

  test("is read after the deadline of the step that asked for it, so that nothing is asked for twice", async () => {
    const { context, source } = scene({ pagination: page });
    let state = "more";
    while (state === "more") {
      const deadline = context.clock.now() + 60;
      ({ state } = await context.clock.settle(step(context, { signal, deadline })));
    }
    expect(places(source)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  test("is not asked for where the last run was partial: a count that is always another one would have the list read twice each time", async () => {
    const { context, source } = scene({ miscounts: true });
    await run(context, "full");
    const before = source.asked.length;
    expect(before).toBe(2 * 15);
    expect(await run(context, "full")).toMatchObject({ outcome: "partial", requests: 15 });
    expect(source.asked.length - before).toBe(15);
  });

  test("costs a receipt what was asked, used or not", async () => {
    const { context, source } = scene({ pagination: page });
    source.before(3, () => source.remove(...Array.from({ length: 45 }, (_, n) => idOf(n + 15))));
    const receipt = await run(context);
    expect(receipt.requests).toBe(source.asked.length);
  });

  test.each([
    { pagination: offset, answers: 5 },
    { pagination: page, answers: 4 },
  ])(
    "too early for a record that moved, behind one too late for it, does not lose it: $pagination.style",
    async (given) => {
      const { pagination, answers } = given;
      // The record moves from the second page to the end; that page is answered after it did, those behind it before.
      const { context, source, write } = scene({ pagination, records: 20, takes: (nth) => (nth === 2 ? 90 : 50) });
      source.before(answers, () => write(7));
      const receipt = await run(context);
      expect(receipt).toMatchObject({ outcome: "complete" });
      expect(await storedKeys(context)).toHaveLength(20);
      expect(source.asked.length).toBeGreaterThan(answers);
    },
  );
});

test("a vendor that lets two requests run at once is never asked more, and all is read", async () => {
  const stream = contractWith({ pagination: page });
  const source = fakeVendor(oldRows(60), { pagination: page });
  let [underWay, most] = [0, 0];
  const engine = engineOver({
    streams: [stream],
    limits: { concurrency: 2 },
    vendor: async (request) => {
      most = Math.max(most, (underWay += 1));
      await engine.clock.sleep(50);
      underWay -= 1;
      return source.vendor(request);
    },
  });
  const receipt = await engine.clock.settle(engine.connection.pull("contacts"));
  expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 60 } });
  expect(most).toBe(2);
});

describe.each([
  ["offsets, the newest last", offset, dated],
  ["offsets, the newest first", offset, { ...dated, order: "desc" }],
  ["numbers, the newest last", page, dated],
  ["numbers, the newest first", page, { ...dated, order: "desc" }],
  ["numbers, without dates", page, null],
] as const)(
  "whatever is written and removed while answers overtake each other, by %s",
  (_name, pagination, incremental) => {
    const happening = fc.record({
      at: fc.integer({ min: 1, max: 14 }),
      kind: fc.constantFrom("create", "write", "write", "remove"),
      pick: fc.nat({ max: 29 }),
    });
    const given = fc.record({
      changes: fc.array(happening, { maxLength: 6 }),
      takes: fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 7 }),
      isKnown: fc.boolean(),
    });

    test("a run that calls its list complete has all that stayed, removes nothing that is there, and the next one finds the rest", async () => {
      await fc.assert(
        fc.asyncProperty(given, async ({ changes, takes, isKnown }) => {
          const takesOf = (nth: number): number => takes[nth % takes.length] ?? 0;
          const { context, source, write } = scene({ pagination, incremental, records: 30, takes: takesOf });
          let isOver = false;
          if (isKnown) await run(context);
          await context.clock.advance(hour);
          const [steady, stayed] = [new Set(source.ids()), new Set(source.ids())];
          for (const [index, { at, kind, pick }] of changes.entries()) {
            source.before(at, () => {
              if (isOver) return undefined;
              if (kind === "create") return write(100 + index);
              const id = source.ids()[pick % source.count()] ?? "";
              steady.delete(id);
              if (kind === "write") return write(Number(id.slice(1)));
              stayed.delete(id);
              source.remove(id);
            });
          }
          const receipt = await run(context, "full");
          isOver = true;
          const stored = new Set(await storedKeys(context));
          const due = receipt.outcome === "complete" ? steady : [];
          expect([...due].filter((id) => !stored.has(id))).toEqual([]);
          const kept = receipt.completeness.proven || isKnown ? stayed : [];
          expect([...kept].filter((id) => !stored.has(id))).toEqual([]);
          await context.clock.advance(hour);
          await run(context, incremental === null ? "full" : undefined);
          const after = await context.store.records("acme", "contacts", { limit: 100 });
          const now = new Map(after.map(({ key, data }) => [String(key), JSON.stringify(data)]));
          for (const record of source.emulator.records("contacts")) {
            expect(now.get(String(Reflect.get(Object(record), "id")))).toBe(JSON.stringify(record));
          }
        }),
        { numRuns: isLong ? 600 : 20 },
      );
    });
  },
);
