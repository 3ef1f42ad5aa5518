import { expect, test } from "vitest";
import { LearnedLimits } from "./learned-limits.ts";
import { LimitBucket } from "./limit-bucket.ts";
import { throttleDefaults } from "./throttle-options.ts";

function learning(given: { readonly probe?: number } = {}): LimitBucket {
  const options = { ...throttleDefaults, ...given };
  return new LimitBucket(options, new LearnedLimits(options));
}

test("requests under way together are refused together: that is one refusal", () => {
  const bucket = learning({ probe: 100 });
  const together = Array.from({ length: 20 }, () => bucket.sent(0));
  for (const departure of together) bucket.refused({ departure, windows: [], ms: undefined }, 10);
  expect(bucket.blocked(10)).toBe(100);
});

test.each([0, 1000])(
  "a limit that may renew while its answer travels, told as %s ms, holds nothing back",
  (resetMs) => {
    const bucket = learning();
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
  const bucket = learning();
  bucket.answered(bucket.sent(0), [{ name: "d", remaining: 1, resetMs: 1000 }], 10);
  bucket.answered(bucket.sent(300), [{ name: "d", remaining: 0, resetMs: 1000 }], 310);
  expect(bucket.delay(310)).toBe(700);
});

test("what a lost request may have used is not used again", () => {
  const bucket = learning();
  bucket.answered(bucket.sent(0), [{ name: "d", remaining: 1, resetMs: 1000 }], 0);
  bucket.lost(bucket.sent(10));
  expect(bucket.delay(20)).toBe(980);
});
