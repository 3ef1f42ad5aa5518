import { expect, test } from "vitest";
import { pageOf } from "./page-of.ts";
import { trailOf } from "./trail.ts";

test.each([
  { given: { rows: 25, total: 60, before: 0 }, want: { first: 1, last: 25, more: true } },
  { given: { rows: 10, total: 60, before: 2 }, want: { first: 51, last: 60, more: false } },
  { given: { rows: 25, total: undefined, before: 1 }, want: { first: 26, last: 50, more: true } },
  { given: { rows: 25, total: 60, before: undefined }, want: { first: undefined, last: undefined, more: true } },
])("$given is $want", ({ given, want }) => {
  expect(pageOf({ pageSize: 25, ...given })).toEqual(want);
});

test("an entry of the history that was opened by its address has no trail", () => {
  expect(trailOf(null)).toBeUndefined();
  expect(trailOf({ before: "c" })).toBeUndefined();
  expect(trailOf({ before: [undefined, "c_25", 7] })).toEqual([undefined, "c_25", undefined]);
});
