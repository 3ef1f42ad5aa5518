import { expect, test } from "vitest";
import { answer, rig } from "../testing/index.ts";
import type { Step } from "../testing/index.ts";
import { hedge } from "./hedge.ts";

test("a request that waits for its turn is not slow: its copy leaves a delay after it has left itself", async () => {
  const slow: Step = async () => {
    await clock.sleep(60_000);
    return new Response();
  };
  const { start, clock, times } = rig(
    { throttle: { limits: [{ requests: 2, perMs: 5000 }] }, hedge: hedge({ delayMs: 1000 }) },
    answer(200),
    answer(200),
    slow,
    answer(200),
  );
  await Promise.all([clock.settle(start()), clock.settle(start())]);
  expect((await clock.settle(start())).status).toBe(200);
  const [, , left = 0, copied = 0] = times();
  expect(left).toBeGreaterThanOrEqual(5000);
  expect(copied - left).toBe(1000);
});

test("an answer that is in time takes no copy and leaves no timer", async () => {
  const { call, clock, sent } = rig({ hedge: hedge({ delayMs: 1000 }) }, async () => {
    await clock.sleep(999);
    return new Response();
  });
  await call();
  expect([sent.length, clock.sleepers]).toEqual([1, 0]);
});

test("a body that can be read once is not copied", async () => {
  const slow: Step = async () => {
    await clock.sleep(5000);
    return new Response("one");
  };
  const { start, clock, sent } = rig(
    { hedge: hedge({ delayMs: 1000 }), idempotency: { header: "idempotency-key" } },
    slow,
  );
  const response = await clock.settle(start({ method: "POST", body: new Blob(["once"]).stream() }));
  expect([await clock.settle(response.text()), sent.length]).toEqual(["one", 1]);
});

test("options that make no sense are refused by name", () => {
  expect(() => hedge({ delayMs: Number.NaN })).toThrow("hedge.delayMs");
  expect(() => hedge({ share: 0 })).toThrow("hedge.share");
  expect(() => hedge({ burst: 0 })).toThrow("hedge.burst");
});
