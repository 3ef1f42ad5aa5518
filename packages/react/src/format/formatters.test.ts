import { expect, test } from "vitest";
import { createFormatters } from "./formatters.ts";

const format = createFormatters({ locale: "en-GB", timeZone: "UTC" });
const now = Date.UTC(2026, 4, 12, 14, 0);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  { given: -5 * minute, want: "5 minutes ago" },
  { given: -119 * minute, want: "1 hour ago" },
  { given: -day, want: "1 day ago" },
  { given: -47 * hour, want: "1 day ago" },
  { given: 4 * minute, want: "in 4 minutes" },
  { given: -31 * day, want: "11 Apr 2026" },
])("$given ms from now is $want", ({ given, want }) => {
  expect(format.relative(now + given, now)).toBe(want);
});

test("without a now, times are absolute and name their zone", () => {
  expect(format.relative(now, null)).toBe("12 May 2026, 14:00:00 UTC");
});

test("a clock time names its day unless it is today", () => {
  expect(format.clock(now + 30 * minute, now)).toBe("14:30");
  expect(format.clock(now + day, now)).toBe("13 May, 14:00");
});

test.each([
  { given: 0, want: "0 secs" },
  { given: 72_000, want: "1 min 12 secs" },
  { given: 3 * hour, want: "3 hrs" },
  { given: 26 * hour + 61_000, want: "1 day 2 hrs" },
])("a duration of $given ms is $want", ({ given, want }) => {
  expect(format.duration(given)).toBe(want);
});

test.each([NaN, Infinity, -1, undefined])("%s is not shown as a number", (given) => {
  expect(format.number(given)).toBeUndefined();
});

test.each([NaN, Infinity, 8.64e15 + 1, undefined])("%s is not shown as a time", (given) => {
  expect([format.date(given), format.dateTime(given), format.clock(given, now), format.relative(given, now)]).toEqual(
    Array(4).fill(undefined),
  );
});
