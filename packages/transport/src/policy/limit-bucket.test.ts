import * as fc from "fast-check";
import { expect, test } from "vitest";
import { LimitBucket } from "./limit-bucket.ts";
import { throttleDefaults } from "./throttle-options.ts";

const rule = fc.record({ requests: fc.integer({ min: 1, max: 20 }), perMs: fc.integer({ min: 10, max: 1000 }) });

/** Sends as early as the bucket permits, each answered at once, and gives the moments. */
function drain(limits: readonly { requests: number; perMs: number }[], calls: number): readonly number[] {
  const bucket = new LimitBucket({ ...throttleDefaults, limits, probe: 1000 });
  const sent: number[] = [];
  let now = 0;
  while (sent.length < calls) {
    const delay = bucket.delay(now);
    now += delay;
    if (delay > 0) continue;
    bucket.answered(bucket.sent(now), [], now);
    sent.push(now);
  }
  return sent;
}

test("never more than the limit in any window, whatever limits are configured", () => {
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 3 }), (limits) => {
      const sent = drain(limits, 60);
      return limits.every(({ requests, perMs }) =>
        sent.every((from) => sent.filter((at) => at >= from && at < from + perMs).length <= requests),
      );
    }),
  );
});

test("never idle while permitted: the next request leaves at the first moment at which no window is full", () => {
  fc.assert(
    fc.property(rule, (only) => {
      const sent = drain([only], 60);
      return sent.every(
        (at, index) => at === (index < only.requests ? 0 : (sent[index - only.requests] ?? 0) + only.perMs),
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

test("what a lost request may have used is not used again", () => {
  const bucket = new LimitBucket(throttleDefaults);
  bucket.answered(bucket.sent(0), [{ name: "d", remaining: 1, resetMs: 1000 }], 0);
  bucket.lost(bucket.sent(10));
  expect(bucket.delay(20)).toBe(980);
});

test("a rule counts what calls cost, and lets one that costs more than all of it go alone", () => {
  const bucket = new LimitBucket({ ...throttleDefaults, limits: [{ requests: 10, perMs: 1000 }], probe: 100 });
  bucket.sent(0, 7);
  expect([bucket.delay(100, 3), bucket.delay(100, 4)]).toEqual([0, 900]);
  bucket.sent(1000, 25);
  expect([bucket.delay(1100, 1), bucket.delay(2000, 25)]).toEqual([900, 0]);
});
