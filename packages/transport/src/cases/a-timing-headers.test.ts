import { expect, test } from "vitest";
import { answer, rig } from "../testing/index.ts";
import { httpDate } from "../policy/http-date.ts";
import { retryAfter } from "../policy/retry-after.ts";

const start = Date.UTC(2030, 0, 1);
const ok = answer(200);
const imf = (ms: number): string => new Date(start + ms).toUTCString();
const unlimited = { timeout: { deadlineMs: false } } as const;

/** The moments of the two requests of a call that is refused once, so. */
async function refusedOnce(status: number, headers: Record<string, string>): Promise<readonly number[]> {
  const { call, times } = rig({}, answer(status, headers), ok);
  expect((await call()).status).toBe(200);
  return times();
}

/** Half of the first backoff of 500 ms: the virtual clock's jitter is 0.5. */
const backoff = [0, 250];

test("case 1: 429 `Retry-After: 1` -> next call 1000-1100 ms later", async () => {
  const [, second] = await refusedOnce(429, { "retry-after": "1" });
  expect(second).toBeGreaterThanOrEqual(1000);
  expect(second).toBeLessThanOrEqual(1100);
});

test("case 2: `Retry-After: 0` -> retry at once (<50 ms), still counts as a try", async () => {
  const { call, times } = rig({ retry: { retries: 1 } }, answer(429, { "retry-after": "0" }));
  expect((await call()).status).toBe(429);
  expect(times()).toHaveLength(2);
  expect(times()[1]).toBeLessThan(50);
});

test("case 3: `Retry-After: 0` on every response -> ends after max tries, no hot loop", async () => {
  const { call, sent } = rig({}, answer(503, { "retry-after": "0" }));
  expect((await call()).status).toBe(503);
  expect(sent).toHaveLength(3);
});

test("case 4: 503 IMF-fixdate 2 s ahead -> waits until then", async () => {
  expect(await refusedOnce(503, { "retry-after": imf(2000) })).toEqual([0, 2000]);
});

test("case 5: asctime date -> read as GMT in any time zone", async () => {
  const zone = process.env["TZ"];
  process.env["TZ"] = "America/New_York";
  try {
    expect(new Date(start).getTimezoneOffset()).toBe(300);
    expect(await refusedOnce(503, { "retry-after": "Tue Jan  1 00:00:02 2030" })).toEqual([0, 2000]);
  } finally {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  }
});

test("case 6: RFC 850 date, 2-digit year > 50 y ahead -> past century", () => {
  expect(httpDate("Saturday, 01-Jan-81 00:00:00 GMT", start)).toBe(Date.UTC(1981, 0, 1));
  expect(httpDate("Monday, 01-Jan-80 00:00:00 GMT", start)).toBe(Date.UTC(2080, 0, 1));
  expect(httpDate("Tuesday, 01-Jan-30 00:00:02 GMT", start)).toBe(start + 2000);
});

test("a mixture of the forms of a date is none of them -> backoff", async () => {
  const days = ["Tue, 01-Jan-70", "Tue, 01 Jan 30", "Tue, 01-Jan-2030", "Tuesday, 01 Jan 2030", "Tuesday, 01-Jan-2030"];
  for (const value of [...days.map((day) => `${day} 00:00:02 GMT`), "Tuesday Jan  1 00:00:02 2030"])
    expect(await refusedOnce(503, { "retry-after": value })).toEqual(backoff);
});

test("case 7: date in the past -> delay 0 or normal backoff, never negative/NaN", async () => {
  expect(await refusedOnce(503, { "retry-after": imf(-60_000) })).toEqual([0, 0]);
});

test("case 8: `-5` -> malformed -> backoff", async () => {
  expect(await refusedOnce(503, { "retry-after": "-5" })).toEqual(backoff);
});

test("case 9: `soon` / empty -> backoff", async () => {
  expect(await refusedOnce(503, { "retry-after": "soon" })).toEqual(backoff);
  expect(await refusedOnce(503, { "retry-after": "" })).toEqual(backoff);
});

test("case 10: `0x3` -> malformed", async () => {
  expect(await refusedOnce(503, { "retry-after": "0x3" })).toEqual(backoff);
});

test("case 11: `1e3`, `+5`, `1.5` -> malformed or documented; never 1000x", async () => {
  for (const value of ["1e3", "+5", "1.5"]) expect(await refusedOnce(503, { "retry-after": value })).toEqual(backoff);
});

test("case 12: duplicate header `2, 3` -> malformed", async () => {
  expect(await refusedOnce(503, { "retry-after": "2, 3" })).toEqual(backoff);
});

test("case 13: `864000` with 60 s cap -> reject now with `retryAfterMs`, no early retry, no sleep", async () => {
  const { call, sent, clock } = rig({}, answer(429, { "retry-after": "864000" }));
  await expect(call()).rejects.toMatchObject({
    failure: {
      code: "rate_limited",
      retryAfterMs: 864_000_000,
      retryAt: start + 864_000_000,
      gaveUp: "cap",
      status: 429,
    },
  });
  expect([sent.length, clock.monotonic(), clock.sleepers]).toEqual([1, 0, 0]);
});

test("case 14: `99999999` (> 2^31-1 ms) -> no immediate retry by timer overflow", async () => {
  const { call, times } = rig(
    { ...unlimited, retry: { maxWaitMs: 1e12 } },
    answer(429, { "retry-after": "99999999" }),
    ok,
  );
  expect((await call()).status).toBe(200);
  expect(times()).toEqual([0, 99_999_999_000]);
});

test("case 15: exactly at the cap -> honoured", async () => {
  expect(await refusedOnce(429, { "retry-after": "60" })).toEqual([0, 60_000]);
});

test("case 16: `Retry-After` on 200/201/202 -> ignored", async () => {
  for (const status of [200, 201, 202]) {
    const { call, times } = rig({}, answer(status, { "retry-after": "5" }));
    await call();
    await call();
    expect(times()).toEqual([0, 0]);
  }
});

test("case 17: `Retry-After: 2` on 500 -> at least 2 s", async () => {
  expect(await refusedOnce(500, { "retry-after": "2" })).toEqual([0, 2000]);
});

test("case 18: `retry-after-ms: 700` -> 700 ms", async () => {
  expect(await refusedOnce(429, { "retry-after-ms": "700" })).toEqual([0, 700]);
});

test("case 19: `retry-after-ms: 0` with `Retry-After: 2` -> 0", async () => {
  expect(await refusedOnce(429, { "retry-after-ms": "0", "retry-after": "2" })).toEqual([0, 0]);
});

test("case 20: 503 `x-should-retry: false` -> 1 call (opt-in header list)", async () => {
  const hinted = rig({ retry: { hints: ["x-should-retry"] } }, answer(503, { "x-should-retry": "false" }), ok);
  expect((await hinted.call()).status).toBe(503);
  const unasked = rig({}, answer(503, { "x-should-retry": "false" }), ok);
  expect((await unasked.call()).status).toBe(200);
});

test("case 21: 400 `x-should-retry: true` -> retried", async () => {
  const hinted = rig({ retry: { hints: ["x-should-retry"] } }, answer(400, { "x-should-retry": "true" }), ok);
  expect((await hinted.call()).status).toBe(200);
});

test('case 22: 429 `RateLimit: "default";r=0;t=2`, no Retry-After -> ~2 s', async () => {
  expect(await refusedOnce(429, { ratelimit: '"default";r=0;t=2' })).toEqual([0, 2000]);
});

test('case 23: `RateLimit: "burst";r=0;t=1, "daily";r=500;t=80000` -> waits 1 s, not 80000', async () => {
  expect(await refusedOnce(429, { ratelimit: '"burst";r=0;t=1, "daily";r=500;t=80000' })).toEqual([0, 1000]);
});

test('case 24: `RateLimit: "daily";r=0;t=80000` -> treated like over-cap (fail fast)', async () => {
  const { call, sent } = rig({}, answer(429, { ratelimit: '"daily";r=0;t=80000' }));
  await expect(call()).rejects.toMatchObject({
    failure: { code: "rate_limited", gaveUp: "cap", retryAfterMs: 80_000_000 },
  });
  expect(sent).toHaveLength(1);
});

test("case 25: older `RateLimit-Remaining: 0` + `RateLimit-Reset: 2` -> 2 s", async () => {
  expect(await refusedOnce(429, { "ratelimit-remaining": "0", "ratelimit-reset": "2" })).toEqual([0, 2000]);
});

test("case 26: `X-RateLimit-Reset` epoch seconds vs delta seconds -> told apart", async () => {
  const reset = (value: number) =>
    refusedOnce(429, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(value) });
  expect(await reset(start / 1000 + 3)).toEqual([0, 3000]);
  expect(await reset(3)).toEqual([0, 3000]);
});

test("case 27: `X-RateLimit-Reset` epoch milliseconds (13 digits) -> not a 50,000-year wait", async () => {
  const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(start + 3000) };
  expect(await refusedOnce(429, headers)).toEqual([0, 3000]);
});

test("case 28: `x-ratelimit-reset-requests: 6m0s` / `20ms` (durations)", async () => {
  const reset = (value: string) => ({ "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": value });
  expect(await refusedOnce(429, reset("20ms"))).toEqual([0, 20]);
  expect(await refusedOnce(429, reset("1.5s"))).toEqual([0, 1500]);
  const { call } = rig({}, answer(429, reset("6m0s")));
  await expect(call()).rejects.toMatchObject({ failure: { retryAfterMs: 360_000, gaveUp: "cap" } });
});

test("case 29: Retry-After and RateLimit both -> Retry-After wins (draft MUST)", async () => {
  const { call, times } = rig({ throttle: false }, answer(429, { "retry-after": "1", ratelimit: '"d";r=0;t=30' }), ok);
  await call();
  expect(times()).toEqual([0, 1000]);
  const shaped = rig({}, answer(429, { "retry-after": "1", ratelimit: '"d";r=0;t=30' }), ok);
  await shaped.call();
  expect(shaped.times()).toEqual([0, 1000]);
});

test("case 30: malformed RateLimit (bad structured field) -> ignored, no throw (draft MUST)", async () => {
  for (const value of ['"d";r=;t=2', "r=0;t=2", '"d', "☃".charCodeAt(0).toString(), '"d";r=0.5.5', '"d";r="0";t=9']) {
    const { call, times } = rig({}, answer(503, { ratelimit: value }), ok);
    expect((await call()).status).toBe(200);
    expect(times()).toEqual(backoff);
  }
});

test("case 31: local clock 10 min fast, HTTP-date Retry-After -> uses response `Date` as reference", async () => {
  const { call, clock, times } = rig({}, answer(503, { date: imf(0), "retry-after": imf(2000) }), ok);
  clock.step(600_000);
  expect((await call()).status).toBe(200);
  expect(times()).toEqual([0, 2000]);
  const headers = new Headers({ date: imf(0), "retry-after": imf(2000) });
  expect(retryAfter(headers, start + 600_000)).toBe(2000);
});

test("case 32: header hidden by CORS (null) -> backoff", async () => {
  expect(await refusedOnce(503, {})).toEqual(backoff);
});

test("case 33: RateLimit on a 3xx r=0 -> redirect is not stalled", async () => {
  const moved = answer(302, { ratelimit: '"d";r=0;t=30', location: "/other" });
  const { call, sent, times } = rig({}, moved, ok);
  expect((await call()).status).toBe(200);
  expect([times(), sent.map(({ url }) => url)]).toEqual([
    [0, 0],
    ["https://api.test/things", "https://api.test/other"],
  ]);
});
