import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutWindow, mergeIntervals, without } from "./interval.ts";

describe("intervals", () => {
  const interval = fc
    .tuple(fc.nat(100), fc.option(fc.nat(20), { nil: undefined }))
    .map(([from, length]) => ({ from, ...(length !== undefined && { to: from + length }) }));
  const holds = (intervals: readonly { from: number; to?: number | undefined }[], time: number): boolean =>
    intervals.some(({ from, to = Infinity }) => time >= from && time <= to);

  test("that are merged are the same times, in order and apart, in whatever order they came", () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 8 }), (given) => {
        const merged = mergeIntervals(given);
        expect(mergeIntervals(given.toReversed())).toEqual(merged);
        for (let time = 0; time <= 125; time += 1) expect(holds(merged, time)).toBe(holds(given, time));
        expect(merged.every(({ from }, n) => n === 0 || (merged[n - 1]?.to ?? Infinity) < from)).toBe(true);
      }),
    );
  });

  test("that are taken from others leave no time out that is in none of them, and of what is nothing but the values where they meet", () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 5 }), fc.array(interval, { maxLength: 5 }), (given, others) => {
        const left = without(given, others);
        const inside = mergeIntervals(others);
        for (let time = 0; time <= 125; time += 1) {
          expect(holds(left, time) || holds(others, time)).toBe(holds(given, time) || holds(others, time));
          expect(holds(left, time) && !holds(given, time)).toBe(false);
          expect(holds(inside, time + 0.5) && holds(left, time + 0.5)).toBe(false);
        }
        expect(without(left, others)).toEqual(left);
      }),
    );
  });

  test("that are cut into windows leave no time out, and no window is longer than it may be", () => {
    fc.assert(
      fc.property(
        fc.array(interval, { maxLength: 5 }),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(120),
        (given, spanMs, horizon) => {
          const windows: { from: number; to?: number | undefined }[] = [];
          let left = mergeIntervals(given);
          for (
            let cut = cutWindow(left, { spanMs, horizon });
            cut !== undefined;
            cut = cutWindow(left, { spanMs, horizon })
          ) {
            windows.push(cut.window);
            left = cut.rest;
          }
          for (let time = 0; time <= 150; time += 1) expect(holds(windows, time)).toBe(holds(given, time));
          expect(
            windows.every(({ from, to }) => (to === undefined ? from + spanMs >= horizon : to - from <= spanMs)),
          ).toBe(true);
        },
      ),
    );
  });
});
