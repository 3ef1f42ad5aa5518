import { expect, test } from "vitest";
import { doubleClickMs, isPartOf } from "./made-press.ts";

test.each([
  ["under way, however long", "starting", 60_000, true],
  ["taken a moment ago", "accepted", doubleClickMs - 1, true],
  ["taken a while ago", "accepted", doubleClickMs, false],
  ["refused", "rejected", 0, false],
] as const)("requirement 24: a press after one that was %s", (_, state, sinceMs, want) => {
  expect(isPartOf({ state, pressedAt: 1_000 }, 1_000 + sinceMs)).toBe(want);
});
