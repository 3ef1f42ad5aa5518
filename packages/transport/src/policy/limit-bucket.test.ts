import * as fc from "fast-check";
import { expect, test } from "vitest";
import { LimitBucket } from "./limit-bucket.ts";
import { throttleDefaults } from "./throttle-options.ts";

const rule = fc.record({ requests: fc.integer({ min: 1, max: 20 }), perMs: fc.integer({ min: 10, max: 1000 }) });

/** Sends as early as the bucket permits, each answered at once, and gives the moments. */
function drain(limits: readonly { requests: number; perMs: number }[], costs: readonly number[]) {
  const bucket = new LimitBucket({ ...throttleDefaults, limits, probe: 1000 });
  let now = 0;
  return costs.map((cost) => {
    for (let delay = bucket.delay(now, cost); delay > 0; delay = bucket.delay(now, cost)) now += delay;
    bucket.answered(bucket.sent(now, cost), [], now);
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

test("requests under way together are refused together: that is one refusal", () => {
  const bucket = new LimitBucket({ ...throttleDefaults, probe: 100 });
  const together = Array.from({ length: 20 }, () => bucket.sent(0));
  for (const departure of together) bucket.refused(departure, [], 10, undefined);
  expect(bucket.blocked(10)).toBe(100);
});

test.each([0, 1000])(
  "a limit that may renew while its answer travels, told as %s ms, holds nothing back",
  (resetMs) => {
    const bucket = new LimitBucket(throttleDefaults);
    let sent = 0;
    for (let now = 0; now < 10_000; now += 600) {
      const together = [];
      while (bucket.delay(now) === 0) together.push(bucket.sent(now));
      for (const departure of together) bucket.answered(departure, [{ name: "d", remaining: 9, resetMs }], now + 500);
      sent += together.length;
    }
    expect(sent).toBeGreaterThan(1000);
  },
);

test("of the resets that are told of one window, rounded up to seconds, the earliest counts", () => {
  const bucket = new LimitBucket(throttleDefaults);
  bucket.answered(bucket.sent(0), [{ name: "d", remaining: 1, resetMs: 1000 }], 10);
  bucket.answered(bucket.sent(300), [{ name: "d", remaining: 0, resetMs: 1000 }], 310);
  expect(bucket.delay(310)).toBe(700);
});

test("what a lost request may have used is not used again", () => {
  const bucket = new LimitBucket(throttleDefaults);
  bucket.answered(bucket.sent(0), [{ name: "d", remaining: 1, resetMs: 1000 }], 0);
  bucket.lost(bucket.sent(10));
  expect(bucket.delay(20)).toBe(980);
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
  const bucket = new LimitBucket({ ...throttleDefaults, limits: [{ requests: 10, perMs: 1000 }], probe: 100 });
  bucket.sent(0, 7);
  expect([bucket.delay(100, 3), bucket.delay(100, 4)]).toEqual([0, 900]);
  bucket.sent(1000, 25);
  expect([bucket.delay(1100, 1), bucket.delay(2000, 25)]).toEqual([900, 0]);
});
