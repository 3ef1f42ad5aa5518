import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatInstant, parseInstant } from "./instant.ts";
import type { TimeFormat } from "./instant.ts";

const noon = Date.UTC(2024, 1, 29, 12, 0, 0);

test.each([
  ["2024-02-29T12:00:00Z", "date-time", noon],
  ["2024-02-29t12:00:00.000z", "date-time", noon],
  ["2024-02-29 12:00:00", "date-time", noon],
  ["2024-02-29T12:00:00", "date-time", noon],
  ["2024-02-29T12:00", "date-time", noon],
  ["2024-02-29T14:00:00+02:00", "date-time", noon],
  ["2024-02-29T14:00:00+0200", "date-time", noon],
  ["2024-02-29T07:00:00-05", "date-time", noon],
  ["2024-02-29T12:00:00.123456789Z", "date-time", noon + 123],
  ["2024-02-29T12:00:00.9999Z", "date-time", noon + 999],
  ["2024-02-29T11:59:60Z", "date-time", noon - 1],
  ["2024-02-29", "date", noon - 12 * 3_600_000],
  [1709208000, "epoch-s", noon],
  ["1709208000", "epoch-s", noon],
  [1709208000.5, "epoch-s", noon + 500],
  [1709208000000, "epoch-ms", noon],
] as const)("invariant 48: %j as %s is an instant", (value, format, want) => {
  expect(parseInstant(value, format)).toBe(want);
});

test.each([
  ["2024-02-30T12:00:00Z", "date-time"],
  ["2023-02-29", "date"],
  ["2024-13-01", "date"],
  ["2024-02-29T25:00:00Z", "date-time"],
  ["2024-02-29T12:61:00Z", "date-time"],
  ["yesterday", "date-time"],
  ["", "date-time"],
  [1709208000, "date-time"],
  ["2024-02-29", "epoch-s"],
  [null, "epoch-s"],
  [undefined, "date-time"],
  [true, "epoch-ms"],
  [{}, "date"],
  [1e300, "epoch-s"],
] as const)("%j as %s is none", (value, format) => {
  expect(parseInstant(value, format)).toBeUndefined();
});

test("what was written is read back, never later than it was", () => {
  const format = fc.constantFrom<TimeFormat>("date-time", "date", "epoch-s", "epoch-ms");
  fc.assert(
    fc.property(format, fc.integer({ min: 0, max: Date.UTC(9999, 0) }), (as, at) => {
      const read = parseInstant(formatInstant(at, as), as);
      const grain = { "date-time": 1, "epoch-ms": 1, "epoch-s": 1000, date: 86_400_000 }[as];
      expect(read).toBe(Math.floor(at / grain) * grain);
    }),
  );
});
