import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Incremental } from "../../connector/contract.ts";
import type { CursorTrail, Watermark } from "../checkpoint/cursor-value.ts";
import { follow, parseCursor } from "../checkpoint/cursor-value.ts";
import { nextWatermark } from "./watermark.ts";
import type { RunEvidence } from "./watermark.ts";

const incremental: Incremental = {
  param: "since",
  cursorField: "/at",
  kind: "updated",
  format: "epoch-ms",
  granularityMs: 1,
  order: "asc",
  lagMs: 0,
};

const at = (value: number): Watermark => ({ value: String(value), at: value });
const seen = (value: number) => ({ text: String(value), at: value });

const cases: readonly {
  readonly name: string;
  readonly contract?: Partial<Incremental>;
  readonly run: Partial<RunEvidence>;
  readonly want: Watermark | undefined;
}[] = [
  {
    name: "the watermark is the greatest value seen, when order is proven",
    run: { max: seen(400), ordered: true },
    want: at(400),
  },
  {
    name: "the watermark is the start of the run less what clocks differ, when order is not proven",
    run: { max: seen(400) },
    want: at(900),
  },
  {
    name: "the watermark is the greatest value near the start, when order is not proven",
    run: { max: seen(950) },
    want: at(950),
  },
  {
    name: "invariant 45: the watermark is the start, when a value lies in the future",
    run: { max: seen(9000), ordered: true },
    want: at(1000),
  },
  {
    name: "invariant 46: the watermark is the start less the vendor's lag",
    contract: { lagMs: 300 },
    run: { max: seen(9000) },
    want: at(700),
  },
  {
    name: "the watermark is the vendor's snapshot, when that is earlier",
    run: { max: seen(900), snapshotAt: 800 },
    want: at(800),
  },
  { name: "the watermark is never back", run: { previous: at(950), max: seen(400), ordered: true }, want: at(950) },
  { name: "invariant 50: the watermark is nothing, after a run without records", run: {}, want: undefined },
  { name: "the watermark is the old one, after a run without records", run: { previous: at(200) }, want: at(200) },
  {
    name: "invariant 50: the watermark is the snapshot, after a run without records",
    run: { previous: at(200), snapshotAt: 600 },
    want: at(600),
  },
  {
    name: "the watermark is rounded down to the granularity",
    contract: { granularityMs: 500 },
    run: { max: seen(900), ordered: true },
    want: at(500),
  },
  {
    name: "the watermark is rounded down to whole seconds",
    contract: { format: "epoch-s" },
    run: { max: { text: "1.9", at: 1900 }, ordered: true, startedAt: 5000 },
    want: { value: "1", at: 1000 },
  },
  {
    name: "invariant 42: the watermark is rounded down to the day",
    contract: { format: "date" },
    run: { max: { text: "1970-01-03", at: 172_800_000 }, startedAt: 200_000_000 },
    want: { value: "1970-01-03", at: 172_800_000 },
  },
  {
    name: "the watermark of opaque values is the greatest in proven order",
    contract: { format: "opaque" },
    run: { max: { text: "m" }, ordered: true },
    want: { value: "m" },
  },
  {
    name: "the watermark of opaque values is the old one without order",
    contract: { format: "opaque" },
    run: { previous: { value: "c" }, max: { text: "m" } },
    want: { value: "c" },
  },
  {
    name: "the watermark of opaque values never goes back",
    contract: { format: "opaque" },
    run: { previous: { value: "x" }, max: { text: "m" }, ordered: true },
    want: { value: "x" },
  },
];

test.each(cases)("$name", ({ contract, run, want }) => {
  const evidence = { previous: undefined, startedAt: 1000, max: undefined, ordered: false, clockSkewMs: 100, ...run };
  expect(nextWatermark({ ...incremental, ...contract }, evidence)).toEqual(want);
});

test("whatever arrives, the watermark never goes back, never passes the start of the run, and is of whole grains", () => {
  const scenario = fc.record({
    previous: fc.option(fc.integer({ min: 0, max: 2000 }), { nil: undefined }),
    startedAt: fc.integer({ min: 0, max: 2000 }),
    values: fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 6 }),
    granularityMs: fc.integer({ min: 1, max: 700 }),
    lagMs: fc.integer({ min: 0, max: 500 }),
    order: fc.constantFrom("asc" as const, "desc" as const, "unknown" as const),
  });
  fc.assert(
    fc.property(scenario, ({ previous, startedAt, values, granularityMs, lagMs, order }) => {
      const contract: Incremental = { ...incremental, granularityMs, lagMs, order };
      let trail: CursorTrail = { max: undefined, last: undefined, ordered: true };
      for (const value of values) trail = follow(trail, seen(value), order);
      const before = previous === undefined ? undefined : at(previous);
      const ordered = trail.ordered && order !== "unknown";
      const run = { previous: before, startedAt, max: trail.max, ordered, clockSkewMs: 100 };
      const next = nextWatermark(contract, run);
      if (next === before) return true;
      const moved = next?.at ?? NaN;
      return (
        moved > (previous ?? -Infinity) &&
        moved <= startedAt - lagMs &&
        moved % granularityMs === 0 &&
        values.length > 0
      );
    }),
  );
});

test("invariant 17: a record that is changed while an ordered list is read is never below the watermark unseen", () => {
  // What has arrived is at or before the greatest value seen; what has not is after it, or will be read again as its tie.
  const trail = [10, 20, 20].reduce<CursorTrail>((now, value) => follow(now, seen(value), "asc"), {
    max: undefined,
    last: undefined,
    ordered: true,
  });
  const evidence = { previous: undefined, startedAt: 1000, max: trail.max, ordered: trail.ordered, clockSkewMs: 100 };
  expect(nextWatermark(incremental, evidence)).toEqual(at(20));
});

test.each([
  ["opaque", "", undefined],
  ["opaque", "x", { text: "x" }],
  ["epoch-s", "12", { text: "12", at: 12_000 }],
  ["date-time", "soon", undefined],
] as const)("a %s cursor of %j", (format, text, want) => {
  expect(parseCursor(text, { format })).toEqual(want);
});
