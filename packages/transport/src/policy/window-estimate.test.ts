import { expect, test } from "vitest";
import { WindowEstimate } from "./window-estimate.ts";

/** Takes `count` requests, one every `everyMs` from `start`. */
function take(estimate: WindowEstimate, count: number, start: number, everyMs = 10): void {
  for (let index = 0; index < count; index += 1) {
    estimate.sent(start + index * everyMs);
    estimate.taken(start + index * everyMs);
  }
}

test("what was taken until a refusal that names the end of the window is the limit of the next one", () => {
  const estimate = new WindowEstimate();
  take(estimate, 100, 0);
  expect(estimate.refused(10_000)).toEqual({ limit: 100, lengthMs: 10_000, from: 10_000 });
});

test("where no end is named, the first request that is taken again shows it", () => {
  const estimate = new WindowEstimate();
  take(estimate, 100, 0);
  expect(estimate.refused(undefined)).toBeUndefined();
  expect(estimate.taken(10_200)).toEqual({ limit: 100, lengthMs: 10_200, from: 10_200 });
});

test("a refusal right after a window was believed to begin corrects its length and keeps its limit", () => {
  const estimate = new WindowEstimate();
  take(estimate, 100, 7000);
  expect(estimate.refused(10_000)).toEqual({ limit: 100, lengthMs: 3000, from: 10_000 });
  take(estimate, 100, 10_000);
  estimate.renewed(13_000);
  expect(estimate.refused(20_000)).toMatchObject({ limit: 100, from: 20_000 });
});

test("a refusal after a few requests proves no limit", () => {
  const estimate = new WindowEstimate();
  take(estimate, 5, 0);
  expect(estimate.refused(60_000)).toBeUndefined();
});
