import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createVirtualClock } from "../../testing/virtual-clock.ts";
import { LimitBucket } from "./limit-bucket.ts";
import { throttleDefaults } from "./throttle-options.ts";

const rule = fc.record({ requests: fc.integer({ min: 1, max: 20 }), perMs: fc.integer({ min: 10, max: 1000 }) });

/** Sends as early as the bucket permits, each answered at once, and gives the moments. */
function drain(limits: readonly { requests: number; perMs: number }[], costs: readonly number[]) {
  const bucket = new LimitBucket({ ...throttleDefaults, limits });
  let now = 0;
  return costs.map((cost) => {
    for (let delay = bucket.delay(now, cost); delay > 0; delay = bucket.delay(now, cost)) now += delay;
    bucket.returned(bucket.sent(now, cost));
    return { at: now, cost };
  });
}

const ones = Array.from({ length: 60 }, () => 1);

test("never more than the limit in any window, whatever limits are configured", () => {
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 3 }), (limits) => {
      const sent = drain(limits, ones);
      return limits.every(({ requests, perMs }) =>
        sent.every(({ at: from }) => sent.filter(({ at }) => at >= from && at < from + perMs).length <= requests),
      );
    }),
  );
});

test("never idle while permitted: the next request leaves at the first moment at which no window is full", () => {
  fc.assert(
    fc.property(rule, (only) => {
      const sent = drain([only], ones);
      return sent.every(
        ({ at }, index) => at === (index < only.requests ? 0 : (sent[index - only.requests]?.at ?? 0) + only.perMs),
      );
    }),
  );
});

test("a refusal that names no time pauses everything for a second where nothing is learned, one that names a time for as long as it says", async () => {
  const bucket = new LimitBucket(throttleDefaults);
  const clock = createVirtualClock();
  const answered = (status: number, headers: Readonly<Record<string, string>> = {}): boolean =>
    bucket.answered(bucket.sent(0), new Response(null, { status, headers }), clock);
  await clock.advance(10);
  expect([answered(200), answered(503), bucket.delay(10)]).toEqual([false, false, 0]);
  expect([answered(429), bucket.delay(10), bucket.isPaused(10)]).toEqual([true, 1000, true]);
  expect(answered(503, { "retry-after": "3" })).toBe(true);
  expect([bucket.delay(10), bucket.isPaused(3010)]).toEqual([3000, false]);
});

test("no more are under way together than was configured, and none waits for another without", () => {
  const bucket = new LimitBucket({ ...throttleDefaults, concurrency: 1 });
  const first = bucket.sent(0);
  expect(bucket.delay(0)).toBe(Infinity);
  bucket.returned(first);
  expect(bucket.delay(10)).toBe(0);
});

test("never more than the limit in any window by cost, where one that costs more than all of it counts as all of it", () => {
  const costs = fc.array(fc.oneof(fc.integer({ min: 0, max: 30 }), fc.double({ min: 0, max: 5, noNaN: true })), {
    size: "medium",
  });
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 3 }), costs, (limits, given) => {
      const sent = drain(limits, given);
      return limits.every(({ requests, perMs }) =>
        sent.every(({ at: from }) => {
          const within = sent.filter(({ at }) => at >= from && at < from + perMs);
          return within.reduce((sum, { cost }) => sum + Math.min(cost, requests), 0) <= requests + 1e-9;
        }),
      );
    }),
  );
});

test("a rule counts what calls cost, and lets one that costs more than all of it go alone", () => {
  const bucket = new LimitBucket({ ...throttleDefaults, limits: [{ requests: 10, perMs: 1000 }] });
  bucket.sent(0, 7);
  expect([bucket.delay(100, 3), bucket.delay(100, 4)]).toEqual([0, 900]);
  bucket.sent(1000, 25);
  expect([bucket.delay(1100, 1), bucket.delay(2000, 25)]).toEqual([900, 0]);
});
