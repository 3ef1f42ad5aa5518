import { expect, test } from "vitest";
import { FoundRate } from "./found-rate.ts";

/** The rate in requests a second after each of the stretches, each of so many requests in so many seconds. */
function after(stretches: readonly (readonly [requests: number, seconds: number])[], patience = 1.2): number[] {
  const rate = new FoundRate();
  return stretches.map(([requests, seconds]) => {
    rate.add(requests, seconds * 1000, patience);
    return Math.round(rate.perMs * 10_000) / 10;
  });
}

test.each([
  {
    given: "stretches that agree",
    stretches: [
      [100, 10],
      [96, 10],
      [104, 10],
    ],
    want: [10, 9.6, 10],
  },
  {
    given: "one that gave little",
    stretches: [
      [100, 10],
      [40, 10],
      [100, 10],
    ],
    want: [10, 10, 10],
  },
  {
    given: "little for longer than what it contradicts",
    stretches: [
      [100, 10],
      [40, 10],
      [40, 10],
    ],
    want: [10, 10, 4],
  },
  {
    given: "little, then as before, then little again",
    stretches: [
      [100, 10],
      [100, 10],
      [40, 10],
      [100, 10],
      [40, 10],
    ],
    want: [10, 10, 10, 10, 10],
  },
  {
    given: "a burst at first",
    stretches: [
      [50, 0.2],
      [12, 1.2],
      [10, 1],
    ],
    want: [250, 10, 10],
  },
  {
    given: "a rise",
    stretches: [
      [100, 10],
      [100, 10],
      [200, 10],
    ],
    want: [10, 10, 15],
  },
] as const)("what is believed after $given", ({ stretches, want }) => {
  expect(after(stretches)).toEqual(want);
});

test("whether a guess was good is judged within a tenth", () => {
  const rate = new FoundRate();
  rate.add(100, 1000, 1);
  expect([0.092, 0.108, 0.13].map((guess) => rate.isNear(guess))).toEqual([true, true, false]);
});
