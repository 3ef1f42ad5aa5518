import { expect, test } from "vitest";
import { learned, lessened, renewed } from "./limit-state.ts";

test.each([
  { given: undefined, want: { limit: undefined, remaining: 0, resetAt: 61_000, untold: true } },
  { given: { remaining: 3, resetAt: 1001 }, want: { remaining: 3, resetAt: 1001 } },
  { given: { remaining: 7, resetAt: 1000 }, want: { limit: undefined, remaining: 0, resetAt: 61_000, untold: true } },
  { given: { remaining: 0, resetAt: 1000, limit: 9 }, want: { remaining: 9, resetAt: 61_000, limit: 9, untold: true } },
])("at 1,000, of $given is left $want", ({ given, want }) => {
  expect(renewed(given, 1000)).toEqual(want);
});

test.each([
  { remaining: 3, limit: 10, cost: 3, want: 0 },
  { remaining: 3, limit: 10, cost: 4, want: undefined },
  { remaining: 10, limit: 10, cost: 25, want: 0 },
  { remaining: 3, limit: undefined, cost: 25, want: undefined },
])("$cost taken of $remaining, where a window has $limit, leaves $want", ({ remaining, limit, cost, want }) => {
  expect(lessened({ remaining, limit, resetAt: 0 }, cost)?.remaining).toBe(want);
});

test("of a limit that nobody knows everything is granted, and counted for when it is known", () => {
  const none = renewed(undefined, 1000);
  const taken = [4, 1].reduce((state, cost) => lessened(state, cost) ?? state, none);
  expect(learned(taken, { remaining: 9, resetAt: 20_000, limit: 10 }).remaining).toBe(5);
  expect(learned(taken, { remaining: 9, resetAt: 20_000 }).remaining).toBe(9);
});

const known = { remaining: 5, resetAt: 10_000, limit: 10 };
test.each([
  { name: "an older answer of the same window", told: { remaining: 8, resetAt: 10_400 }, want: 5 },
  { name: "a newer answer of the same window", told: { remaining: 2, resetAt: 9600 }, want: 2 },
  { name: "an answer of the next window", told: { remaining: 9, resetAt: 20_000 }, want: 9 },
])("$name", ({ told, want }) => {
  expect(learned(known, told)).toMatchObject({ ...told, limit: 10, remaining: want });
});

test("the first answer of a window that nobody had told of says when it ends, and gives back nothing that was taken", () => {
  const untold = { remaining: 4, resetAt: 70_000, limit: 10, untold: true } as const;
  expect(learned(untold, { remaining: 9, resetAt: 20_000 })).toEqual({
    remaining: 4,
    resetAt: 20_000,
    limit: 10,
    toldAt: 10_000,
  });
});

test("a pause that the vendor has named outlasts the answers that were on their way", () => {
  const paused = { remaining: 0, resetAt: 60_100, askedAt: 50, toldAt: 100 };
  const late = { remaining: 5, resetAt: 10_150, limit: 10, askedAt: 60, toldAt: 150 };
  expect(learned(paused, late)).toEqual(paused);
  expect(learned(paused, { remaining: 5, resetAt: 10_150 })).toEqual(paused);
  expect(learned(paused, { ...late, askedAt: 120 })).toMatchObject({ remaining: 5, resetAt: 10_150 });
});

test("an answer of the window before tells nothing of the one that has begun, however long it took", () => {
  const begun = lessened(renewed({ remaining: 0, resetAt: 10_000, limit: 12 }, 10_000), 12);
  if (begun === undefined) throw new Error("A new window has room for its limit.");
  const late = { remaining: 0, resetAt: 11_300, limit: 12, askedAt: 9900, toldAt: 10_300 };
  expect(learned(begun, late)).toEqual(begun);
  const first = { remaining: 3, resetAt: 20_100, limit: 12, askedAt: 10_000, toldAt: 10_100 };
  expect(learned(begun, first)).toMatchObject({ remaining: 0, resetAt: 20_100 });
});

test("a refusal that was asked for in the window before holds in the one that has begun", () => {
  const begun = renewed({ remaining: 0, resetAt: 10_000, limit: 12 }, 10_000);
  const refusal = { remaining: 0, resetAt: 40_300, askedAt: 9900, toldAt: 10_300 };
  expect(learned(begun, refusal)).toMatchObject({ remaining: 0, resetAt: 40_300 });
});

test("windows of a second are told by what was asked for in them", () => {
  const begun = renewed({ remaining: 0, resetAt: 10_000, limit: 12 }, 10_000);
  const told = { remaining: 11, resetAt: 11_050, askedAt: 10_000, toldAt: 10_050 };
  expect(learned(begun, told)).toMatchObject({ remaining: 11, resetAt: 11_050 });
});
