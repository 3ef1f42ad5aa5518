import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cron } from "./cron.ts";
import { nextRun } from "./next-run.ts";
import { quietUntil } from "./quiet-hours.ts";
import type { Schedule } from "./schedule.ts";

const at = (text: string) => Date.parse(text);
const hourly: Schedule = { kind: "interval", everyMs: 3_600_000 };
const nightly: Schedule = { kind: "cron", expression: "30 2 * * *", timeZone: "Europe/Berlin" };
const now = at("2026-03-02T12:00:00Z");

const cases: readonly { name: string; schedule: Schedule; last?: string; want: string | undefined }[] = [
  { name: "a manual one never runs by itself", schedule: { kind: "manual" }, want: undefined },
  { name: "what never ran is due at once", schedule: hourly, want: "2026-03-02T12:00:00Z" },
  {
    name: "an interval counts from the last end",
    schedule: hourly,
    last: "2026-03-02T11:40:00Z",
    want: "2026-03-02T12:40:00Z",
  },
  {
    name: "missed ticks are one run, now",
    schedule: hourly,
    last: "2026-02-01T00:00:00Z",
    want: "2026-03-02T12:00:00Z",
  },
  {
    name: "a last run in the future counts as now",
    schedule: hourly,
    last: "2027-01-01T00:00:00Z",
    want: "2026-03-02T13:00:00Z",
  },
  { name: "cron is read in its zone", schedule: nightly, last: "2026-03-02T06:00:00Z", want: "2026-03-03T01:30:00Z" },
  { name: "cron waits for its first tick", schedule: nightly, want: "2026-03-03T01:30:00Z" },
  {
    name: "a missed tick of cron runs now",
    schedule: nightly,
    last: "2026-02-27T12:00:00Z",
    want: "2026-03-02T12:00:00Z",
  },
  {
    name: "jitter is a share of its greatest",
    schedule: { ...hourly, jitterMs: 600_000 },
    last: "2026-03-02T11:40:00Z",
    want: "2026-03-02T12:45:00Z",
  },
  {
    name: "quiet hours hold a run back to their end",
    schedule: { ...hourly, quiet: { from: "11:00", to: "13:30" } },
    want: "2026-03-02T13:30:00Z",
  },
];

test.each(cases)("$name", ({ schedule, last, want }) => {
  const due = nextRun(schedule, last === undefined ? undefined : at(last), now, { spread: 0.5, cron });
  expect(due === undefined ? undefined : new Date(due).toISOString().replace(".000", "")).toBe(want);
});

test.each([
  { name: "an interval of nothing", schedule: { kind: "interval", everyMs: 0 } as const },
  { name: "an interval that is no number", schedule: { kind: "interval", everyMs: NaN } as const },
  { name: "a jitter that is no number", schedule: { kind: "interval", everyMs: 1000, jitterMs: NaN } as const },
  { name: "a jitter of less than nothing", schedule: { kind: "interval", everyMs: 1000, jitterMs: -1 } as const },
  { name: "an expression that means nothing", schedule: { kind: "cron", expression: "sometimes" } as const },
  { name: "a zone that does not exist", schedule: { ...nightly, timeZone: "Moon/Base" } as const },
])("$name is refused", ({ schedule }) => {
  expect(() => nextRun(schedule, 0, now, { cron })).toThrow(RangeError);
});

test("a cron schedule without a reader says where to get one", () => {
  expect(() => nextRun(nightly, 0, now)).toThrow("@waybill/sync/cron");
});

test("property: a due time is never in the past, and asking again at that time finds it due", () => {
  const schedule = fc.record({
    kind: fc.constant("interval" as const),
    everyMs: fc.integer({ min: 1000, max: 1e9 }),
    jitterMs: fc.nat(1e7),
    quiet: fc.option(fc.record({ from: clock, to: clock, timeZone: zone }), { nil: undefined }),
  });
  fc.assert(
    fc.property(
      schedule,
      fc.nat(2e12),
      fc.nat(2e12),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (one, last, time, spread) => {
        const due = nextRun(one, last, time, { spread }) ?? -1;
        expect(due).toBeGreaterThanOrEqual(time);
        expect(nextRun(one, Math.min(last, time), due, { spread })).toBe(due);
      },
    ),
  );
});

const two = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, "0"));
const clock = fc.tuple(two(23), two(59)).map(([hours, minutes]) => `${hours}:${minutes}`);
const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia");

describe("quiet hours", () => {
  test.each([
    { given: "2026-03-02T23:00:00Z", from: "22:00", to: "06:00", zone: "UTC", want: "2026-03-03T06:00:00Z" },
    { given: "2026-03-02T05:59:30Z", from: "22:00", to: "06:00", zone: "UTC", want: "2026-03-02T06:00:00Z" },
    { given: "2026-03-02T06:00:00Z", from: "22:00", to: "06:00", zone: "UTC", want: "2026-03-02T06:00:00Z" },
    { given: "2026-03-02T08:00:00Z", from: "00:00", to: "00:00", zone: "UTC", want: "2026-03-02T08:00:00Z" },
    // The night that skips 02:00 to 03:00, and the one that repeats it.
    { given: "2026-03-28T22:00:00Z", from: "22:00", to: "06:00", zone: "Europe/Berlin", want: "2026-03-29T04:00:00Z" },
    { given: "2026-10-24T21:00:00Z", from: "22:00", to: "06:00", zone: "Europe/Berlin", want: "2026-10-25T05:00:00Z" },
  ])("$from to $to in $zone at $given end at $want", ({ given, from, to, zone: timeZone, want }) => {
    expect(quietUntil({ from, to, timeZone }, at(given))).toBe(at(want));
  });

  test.each(["9:00", "24:00", "noon"])("a time such as %s is refused", (from) => {
    expect(() => quietUntil({ from, to: "10:00" }, now)).toThrow("HH:MM");
  });
});
