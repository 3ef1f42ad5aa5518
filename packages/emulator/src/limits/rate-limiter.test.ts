import { describe, expect, test } from "vitest";
import { ask, startHarbor } from "../harbor.test.fixture.ts";
import { limitHeaders, retryAfter } from "./limit-headers.ts";
import type { LimitHeaders, LimitReading } from "./rate-limit.ts";
import { rateLimiter } from "./rate-limiter.ts";

describe("a window", () => {
  test("permits so many requests, tells what is left, and says when to come back", async () => {
    const { emulator, clock } = startHarbor({ rateLimit: { requests: 2, windowMs: 10_000 } });
    const responses = [await ask(emulator), await ask(emulator), await ask(emulator)];
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(responses.map(({ headers }) => headers.get("ratelimit"))).toEqual([
      '"default";r=1;t=10',
      '"default";r=0;t=10',
      '"default";r=0;t=10',
    ]);
    expect(responses[2]?.headers.get("ratelimit-policy")).toBe('"default";q=2;w=10');
    expect(responses[2]?.headers.get("retry-after")).toBe("10");
    expect(responses[0]?.headers.get("x-ratelimit-reset")).toBe(`${(clock.now() + 10_000) / 1000}`);
    clock.advance(10_000);
    expect((await ask(emulator)).status).toBe(200);
  });

  test("does not count the OAuth endpoints", async () => {
    const { emulator } = startHarbor({ rateLimit: { requests: 0, windowMs: 1000 } });
    const body = new URLSearchParams({ grant_type: "refresh_token" });
    expect((await ask(emulator, "/oauth/token", { method: "POST", body })).status).toBe(401);
    expect((await ask(emulator)).status).toBe(429);
  });
});

describe("a bucket", () => {
  test("lets a burst through, then as many as flow in", () => {
    const limiter = rateLimiter({ kind: "bucket", capacity: 3, refillPerSecond: 2 });
    const permitted = [0, 0, 0, 0, 499, 500, 500, 1000, 60_000].map((now) => limiter.take(now).permitted);
    expect(permitted).toEqual([true, true, true, false, false, true, false, true, true]);
    expect(limiter.take(60_000)).toMatchObject({ permitted: true, limit: 3, remaining: 1, resetAt: 61_000 });
  });

  test("says when the next drop is there, and not before", () => {
    const limiter = rateLimiter({ kind: "bucket", capacity: 1, refillPerSecond: 0.5 });
    limiter.take(0);
    const { permitted, retryAt } = limiter.take(500);
    expect([permitted, retryAt]).toEqual([false, 2000]);
    expect(limiter.take(retryAt).permitted).toBe(true);
  });
});

describe("a limit of concurrency", () => {
  test("counts requests until they are answered", async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { clock: still } = startHarbor();
    const { emulator } = startHarbor({
      rateLimit: { kind: "concurrency", most: 2 },
      clock: { now: () => still.now(), sleep: () => gate },
    });
    emulator.faults.set("slow");
    const underWay = [ask(emulator), ask(emulator)];
    const refused = await ask(emulator);
    expect([refused.status, refused.headers.get("retry-after"), refused.headers.get("ratelimit")]).toEqual([
      429,
      "1",
      '"default";r=0',
    ]);
    expect(refused.headers.get("ratelimit-policy")).toBe('"default";q=2;qu="concurrent-requests"');
    release();
    expect((await Promise.all(underWay)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await ask(emulator)).status).toBe(200);
  });

  test("gives a place back when the connection breaks", async () => {
    const { emulator } = startHarbor({ rateLimit: { kind: "concurrency", most: 1 } });
    emulator.faults.set("reset", { times: 1 });
    await expect(ask(emulator)).rejects.toThrow(TypeError);
    expect((await ask(emulator)).status).toBe(200);
  });
});

describe("the headers", () => {
  const reading: LimitReading = {
    permitted: true,
    limit: 40,
    remaining: 32,
    windowMs: 60_000,
    resetAt: 1_000_000_031_500,
    retryAt: 0,
  };

  test.each<readonly [LimitHeaders, Record<string, string>]>([
    ["draft", { ratelimit: '"default";r=32;t=32', "ratelimit-policy": '"default";q=40;w=60' }],
    ["ratelimit", { "ratelimit-limit": "40", "ratelimit-remaining": "32", "ratelimit-reset": "32" }],
    ["x-seconds", { "x-ratelimit-limit": "40", "x-ratelimit-remaining": "32", "x-ratelimit-reset": "32" }],
    [
      "x-epoch-seconds",
      { "x-ratelimit-limit": "40", "x-ratelimit-remaining": "32", "x-ratelimit-reset": "1000000032" },
    ],
    ["x-epoch-ms", { "x-ratelimit-limit": "40", "x-ratelimit-remaining": "32", "x-ratelimit-reset": "1000000031500" }],
    ["shopify", { "x-shopify-shop-api-call-limit": "8/40" }],
  ])("of style %s", (headers, wanted) => {
    expect(limitHeaders(reading, { headers }, 1_000_000_000_000)).toEqual(wanted);
  });

  test("may be several, or none", () => {
    expect(Object.keys(limitHeaders(reading, { headers: ["ratelimit", "shopify"] }, 0))).toHaveLength(4);
    expect(limitHeaders(reading, { headers: [] }, 0)).toEqual({});
  });

  test.each([
    ["seconds", { "retry-after": "3" }],
    ["date", { "retry-after": "Thu, 01 Jan 1970 00:00:13 GMT" }],
    ["none", {}],
  ] as const)("write Retry-After as %s, never early", (written, wanted) => {
    expect(retryAfter(2100, { retryAfter: written }, 9500)).toEqual(wanted);
  });
});
