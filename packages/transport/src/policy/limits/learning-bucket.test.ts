import { expect, test } from "vitest";
import type { Departure } from "./departure.ts";
import { LearningBucket } from "./learning-bucket.ts";
import type { LimitWindow } from "./limit-window.ts";
import { throttleDefaults } from "./throttle-options.ts";

function learning(given: { readonly probe?: number } = {}): LearningBucket {
  return new LearningBucket({ ...throttleDefaults, ...given });
}

test("requests under way together are refused together: that is one refusal", () => {
  const bucket = learning({ probe: 100 });
  const together = Array.from({ length: 20 }, () => bucket.sent(0));
  for (const departure of together) bucket.refused({ departure, windows: [], ms: undefined }, 10);
  expect(bucket.blocked(10)).toBe(100);
});

/** When requests leave in so many milliseconds, 2,000 at most, where each answer takes 500 ms and says this. */
function drained(untilMs: number, left: (at: number) => { readonly remaining: number; readonly resetMs: number }) {
  const bucket = learning();
  const underWay: { readonly departure: Departure; readonly told: LimitWindow }[] = [];
  const leaves: number[] = [];
  for (let now = 0; now < untilMs && leaves.length < 2000; now += 5) {
    while (underWay[0] && underWay[0].departure.at <= now - 500) {
      const { departure, told } = underWay.shift() ?? underWay[0];
      bucket.told(departure, [told], now);
    }
    while (bucket.delay(now) === 0 && leaves.length < 2000) {
      underWay.push({ departure: bucket.sent(now), told: { name: "d", ...left(now) } });
      leaves.push(now);
    }
  }
  return leaves;
}

test.each([0, 1000])(
  "a limit that may renew while its answer travels, told as %s ms, holds nothing back for long",
  (resetMs) => {
    expect(drained(20_000, () => ({ remaining: 9, resetMs })).length).toBeGreaterThan(1000);
  },
);

test("a window of a second that renews while its answers travel is used up, and hardly asked for more", () => {
  const used: number[] = [];
  const leaves = drained(20_000, (at) => {
    const second = Math.floor(at / 1000);
    used[second] = (used[second] ?? 0) + 1;
    return { remaining: Math.max(0, 100 - used[second]), resetMs: 1000 };
  });
  expect(Math.max(...used)).toBeLessThanOrEqual(100);
  expect(leaves.length).toBeGreaterThan(1880);
});

test("a bucket that is told as a window of a second is asked for no more than is left, however long its answers take", () => {
  let [tokens, last, refused] = [20, 0, 0];
  const leaves = drained(60_000, (at) => {
    [tokens, last] = [Math.min(20, tokens + (at - last) / 500), at];
    if (tokens >= 1) tokens -= 1;
    else refused += 1;
    return { remaining: Math.floor(tokens), resetMs: 1000 };
  });
  expect(refused).toBe(0);
  expect(leaves.length).toBeGreaterThan(125);
});

test("windows whose limit nobody names follow one another at their length, however long the first answer of each takes", () => {
  const bucket = learning();
  let opened = 0;
  for (const late of [40, 300, 10, 200]) {
    expect(bucket.delay(opened)).toBe(0);
    bucket.told(bucket.sent(opened), [{ name: "d", remaining: 0, resetMs: 3000 }], opened + late);
    opened += late + bucket.delay(opened + late);
  }
  expect(opened).toBe(40 + 4 * 3000);
});

test("of the resets that are told of one window, rounded up to seconds, the earliest counts", () => {
  const bucket = learning();
  bucket.told(bucket.sent(0), [{ name: "d", remaining: 1, resetMs: 1000 }], 10);
  bucket.told(bucket.sent(300), [{ name: "d", remaining: 0, resetMs: 1000 }], 310);
  expect(bucket.delay(310)).toBe(700);
});

test("what a lost request may have used is not used again", () => {
  const bucket = learning();
  bucket.told(bucket.sent(0), [{ name: "d", remaining: 1, resetMs: 1000 }], 0);
  bucket.lost(bucket.sent(10));
  expect(bucket.delay(20)).toBe(980);
});

test.each([3_600_000, undefined])(
  "a refusal that lasts for an hour, and names %s, makes nobody wait between requests once it is over",
  (namedMs) => {
    const bucket = learning();
    const hour = 3_600_000;
    const leaves: number[] = [];
    bucket.told(bucket.sent(0), [], 50);
    for (let now = 100; now < 2 * hour; now += 100) {
      if (bucket.delay(now) > 0) continue;
      const departure = bucket.sent(now);
      if (now < hour) bucket.refused({ departure, windows: [], ms: namedMs }, now + 50);
      else {
        bucket.told(departure, [], now + 50);
        leaves.push(now);
      }
    }
    const [first = Infinity] = leaves;
    expect(leaves.filter((at) => at < first + 60_000).length).toBeGreaterThan(500);
  },
);
