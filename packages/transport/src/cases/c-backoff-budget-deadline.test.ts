import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { backoff } from "../policy/backoff.ts";
import { createTransport } from "../transport.ts";
import { answer, never, rig } from "../testing/index.ts";
import type { Step } from "../testing/index.ts";

const ok = answer(200);
const down = answer(503);
const reset: Step = () =>
  Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error("gone"), { code: "ECONNRESET" }) }));

test("case 54: RNG = 0 -> delay 0; RNG -> 1 -> base·2^n (full jitter by default)", async () => {
  const none = rig({ random: () => 0 }, down);
  await none.call();
  expect(none.times()).toEqual([0, 0, 0]);
  const full = rig({ random: () => 1 - 1e-9 }, down);
  await full.call();
  expect(full.times().map(Math.round)).toEqual([0, 500, 1500]);
});

test("case 55: cap applied before jitter; jitter never lowers a server-given wait", async () => {
  fc.assert(
    fc.property(fc.nat(100), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (retry, random) => {
      const options = { baseMs: 500, capMs: 20_000 };
      return backoff(retry, random, options) === random * Math.min(20_000, 500 * 2 ** retry);
    }),
  );
  const { call, times } = rig({ random: () => 0 }, answer(503, { "retry-after": "3" }), ok);
  await call();
  expect(times()).toEqual([0, 3000]);
});

test("case 56: attempt 2000 -> finite capped delay, no NaN/Infinity", () => {
  expect(backoff(2000, 0.999, { baseMs: 500, capMs: 20_000 })).toBeCloseTo(19_980);
});

/**
 * What the transport's own code asks the platform for, from here on. Test files share a process: what another one left at work, as the platform's `fetch` with
 * its kept connections, asks it too.
 */
function askedByTransport(): readonly string[] {
  const asked: string[] = [];
  const ambient: readonly (readonly [of: object, name: string])[] = [
    [Math, "random"],
    [Date, "now"],
    [performance, "now"],
    [globalThis, "setTimeout"],
  ];
  for (const [of, name] of ambient) {
    // All of these are functions.
    const real = Reflect.get(of, name) as (...given: unknown[]) => unknown;
    vi.spyOn(of as Record<string, typeof real>, name).mockImplementation((...given) => {
      const callers = new Error().stack?.split("\n").slice(2) ?? [];
      if (callers.some((line) => line.includes("/transport/src/"))) asked.push(name);
      return Reflect.apply(real, of, given);
    });
  }
  return asked;
}

test("case 57: RNG, clock and timers injectable (deterministic tests)", async () => {
  const asked = askedByTransport();
  const run = async () => {
    const { call, events } = rig(
      { random: () => 0.25, randomBytes: (length) => new Uint8Array(length) },
      reset,
      down,
      ok,
    );
    await call();
    return events;
  };
  const [first, second] = [await run(), await run()];
  vi.restoreAllMocks();
  expect(asked).toEqual([]);
  expect(second).toEqual(first);
});

test("case 58: retries 2 -> exactly 3 calls, final error has status, body, attempt count", async () => {
  const { call, sent, events, clock } = rig({ retry: { retries: 2 } }, answer(503, {}, "down for a while"));
  const response = await call();
  expect([sent.length, response.status, await clock.settle(response.text())]).toEqual([3, 503, "down for a while"]);
  expect(events.at(-1)).toMatchObject({
    type: "end",
    attempts: 3,
    failure: { status: 503, attempts: 3, gaveUp: "attempts" },
  });
  const lost = rig({ retry: { retries: 2 } }, reset);
  await expect(lost.call()).rejects.toMatchObject({ failure: { code: "network", attempts: 3, gaveUp: "attempts" } });
});

test("case 59: budget: 100 parallel failing calls -> total retries <= budget, rest fail at once", async () => {
  const { clock, start, sent } = rig({ retry: { budget: { capacity: 50, cost: 5 } } }, down);
  const ended: number[] = [];
  const one = async (): Promise<number> => {
    const { status } = await start();
    ended.push(clock.monotonic());
    return status;
  };
  const statuses = await clock.settle(Promise.all(Array.from({ length: 100 }, one)));
  expect(new Set(statuses)).toEqual(new Set([503]));
  expect(sent).toHaveLength(100 + 10);
  // Ten tries were paid for, so that at most ten calls waited for anything.
  expect(ended.filter((at) => at === 0).length).toBeGreaterThanOrEqual(90);
});

test("case 60: budget is per client/origin, never per request; refills on success", async () => {
  let failing = true;
  const step: Step = () => new Response("", { status: failing ? 503 : 200 });
  const { call, sent } = rig({ retry: { retries: 1, budget: { capacity: 5, cost: 5, refund: 1 } } }, step);
  const requests = async (url?: string): Promise<number> => {
    const before = sent.length;
    await call({}, {}, url);
    return sent.length - before;
  };
  expect([await requests(), await requests()]).toEqual([2, 1]);
  expect(await requests("https://other.test/")).toBe(2);
  failing = false;
  for (let success = 0; success < 5; success += 1) await requests();
  failing = true;
  expect(await requests()).toBe(2);
});

test("case 61: budget-refused call returns the original error with reason `budget`", async () => {
  const { call, events } = rig({ retry: { budget: { capacity: 0 } } }, reset);
  await expect(call()).rejects.toMatchObject({
    failure: { code: "network", gaveUp: "budget", attempts: 1 },
    cause: { message: "fetch failed" },
  });
  expect(events.at(-1)).toMatchObject({ type: "end", failure: { gaveUp: "budget" } });
});

test("case 62: wait >= remaining total deadline -> reject now (not after sleeping the rest)", async () => {
  const { call, clock, sent } = rig({ timeout: { deadlineMs: 2000 } }, answer(503, { "retry-after": "2" }));
  await expect(call()).rejects.toMatchObject({
    failure: { code: "unavailable", gaveUp: "deadline", retryAfterMs: 2000, status: 503 },
  });
  expect([clock.monotonic(), sent.length]).toEqual([0, 1]);
});

test("case 63: deadline/attempts exhausted -> last HTTP/network error kept as `cause`", async () => {
  const late = rig({ timeout: { deadlineMs: 2000, headersMs: 10_000 } }, down, never);
  await expect(late.call()).rejects.toMatchObject({
    failure: { code: "timeout", gaveUp: "deadline" },
    cause: { failure: { code: "unavailable", status: 503 } },
  });
  const spent = rig({}, reset);
  await expect(spent.call()).rejects.toMatchObject({
    failure: { gaveUp: "attempts" },
    cause: { message: "fetch failed" },
  });
});

test.each(["retry", "timeout", "throttle"])(
  "null for %s, which JavaScript may give, leaves the defaults",
  async (name) => {
    const { call, times } = rig({ [name]: null }, down, ok);
    expect((await call()).status).toBe(200);
    expect(times()).toEqual([0, 250]);
  },
);

test("case 64: NaN/Infinity/negative options rejected at construction", () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1]) {
    expect(() => createTransport({ retry: { retries: value } })).toThrow("retry.retries");
    expect(() => createTransport({ retry: { baseMs: value } })).toThrow("retry.baseMs");
    expect(() => createTransport({ retry: { capMs: value } })).toThrow("retry.capMs");
    expect(() => createTransport({ retry: { maxWaitMs: value } })).toThrow("retry.maxWaitMs");
    expect(() => createTransport({ retry: { budget: { cost: value } } })).toThrow("retry.budget.cost");
    expect(() => createTransport({ timeout: { headersMs: value } })).toThrow("timeout.headersMs");
    expect(() => createTransport({ timeout: { stallMs: value } })).toThrow("timeout.stallMs");
    expect(() => createTransport({ timeout: { deadlineMs: value } })).toThrow("timeout.deadlineMs");
    expect(() => createTransport({ throttle: { concurrency: value } })).toThrow("throttle.concurrency");
    expect(() => createTransport({ throttle: { limits: [{ requests: value, perMs: 1 }] } })).toThrow(
      "throttle.limits.requests",
    );
  }
});

test("case 65: nested retry layers detectable (attempt header / disable flag)", async () => {
  const { call, sent } = rig({ trace: { attemptHeader: "x-attempt" } }, down, ok);
  await call();
  expect(sent.map(({ headers }) => headers.get("x-attempt"))).toEqual(["1", "2"]);
  const single = rig({ retry: false }, down, ok);
  expect([(await single.call()).status, single.sent.length]).toEqual([503, 1]);
});
