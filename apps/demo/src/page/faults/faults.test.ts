import { expect, test } from "vitest";
import { expected } from "./faults.ts";

test.each([
  { known: ["slow"], order: { set: "outage" }, want: ["slow", "outage"] },
  { known: ["slow", "outage"], order: { clear: "slow" }, want: ["outage"] },
  { known: ["slow", "outage"], order: { clear: "all" }, want: [] },
] as const)("$known after $order is $want", ({ known, order, want }) => {
  expect(expected(known, order)).toEqual(want);
});
