import { expect, test } from "vitest";
import { createVirtualClock } from "../testing/virtual-clock.ts";
import { createTransport } from "../transport.ts";
import type { LimitStore } from "../stores.ts";
import { memoryLimitStore, sharedLimits } from "./shared-limits.ts";

/** Two transports over one store, before a vendor that permits `limit` requests in each window. */
function two(limit: number, windowMs: number) {
  const clock = createVirtualClock();
  const seen = { accepted: 0, refused: 0 };
  let [window, used] = [-1, 0];
  const fetch = async (): Promise<Response> => {
    const now = clock.monotonic();
    if (Math.floor(now / windowMs) !== window) [window, used] = [Math.floor(now / windowMs), 0];
    const accepted = used < limit;
    used += accepted ? 1 : 0;
    seen[accepted ? "accepted" : "refused"] += 1;
    const left = Math.ceil(((window + 1) * windowMs - now) / 1000);
    await clock.sleep(20);
    const headers = { ratelimit: `"d";r=${limit - used};t=${left}`, "ratelimit-policy": `"d";q=${limit}` };
    return new Response(null, { status: accepted ? 200 : 429, headers });
  };
  const share = sharedLimits({ store: memoryLimitStore(clock) });
  const make = (shared: boolean) =>
    createTransport({ clock, fetch, retry: { retries: 20, budget: false }, throttle: shared ? { share } : {} });
  return { clock, seen, make };
}

test("what one transport has used up another over the same store waits for, where one that knows nothing is refused", async () => {
  const run = async (shared: boolean) => {
    const { clock, seen, make } = two(20, 10_000);
    const [first, second] = [make(shared), make(shared)];
    await clock.settle(Promise.all(Array.from({ length: 20 }, () => first.fetch("https://api.test/"))));
    const { status } = await clock.settle(second.fetch("https://api.test/"));
    expect([status, clock.monotonic() >= 10_000]).toEqual([200, true]);
    return seen.refused;
  };
  expect([await run(true), await run(false)]).toEqual([0, 1]);
});

test("a call that waits for the others' limit ends with its caller's signal", async () => {
  const clock = createVirtualClock();
  const store = memoryLimitStore(clock);
  await store.learn("https://api.test", { remaining: 0, resetAt: clock.now() + 5000 });
  const transport = createTransport({
    clock,
    fetch: () => Promise.resolve(new Response()),
    throttle: { share: sharedLimits({ store }) },
  });
  const controller = new AbortController();
  const left = transport.fetch("https://api.test/", { signal: controller.signal });
  await clock.advance(100);
  controller.abort("left");
  await expect(left).rejects.toBe("left");
  expect((await clock.settle(transport.fetch("https://api.test/"))).status).toBe(200);
  expect(clock.monotonic()).toBe(5000);
});

test("what a call costs is taken from what all share", async () => {
  const clock = createVirtualClock();
  const store = memoryLimitStore(clock);
  await store.learn("https://api.test", { remaining: 10, resetAt: clock.now() + 5000 });
  const fetch = () => Promise.resolve(new Response());
  const transport = createTransport({ clock, fetch, throttle: { share: sharedLimits({ store }) } });
  await clock.settle(transport.with({ cost: 7 }).fetch("https://api.test/"));
  expect(await store.read("https://api.test")).toMatchObject({ remaining: 3 });
});

test.each([
  { name: "fails", learn: () => Promise.reject(new Error("The quota is spent.")) },
  { name: "never ends", learn: () => new Promise<void>(() => undefined) },
  {
    name: "throws at once",
    learn: () => {
      throw new Error("The database is closed.");
    },
  },
])("an answer that came is given to its caller when the store that should learn from it $name", async ({ learn }) => {
  const clock = createVirtualClock();
  const store: LimitStore = { ...memoryLimitStore(clock), learn };
  let sent = 0;
  const fetch = () => {
    sent += 1;
    return Promise.resolve(new Response(null, { status: 201, headers: { ratelimit: '"d";r=3;t=9' } }));
  };
  const transport = createTransport({ clock, fetch, throttle: { share: sharedLimits({ store }) } });
  const { status } = await clock.settle(transport.fetch("https://api.test/", { method: "POST" }));
  expect([status, sent, clock.monotonic()]).toEqual([201, 1, 0]);
});

test("a store that never answers keeps no call from its caller's signal, its deadline or the end of its transport", async () => {
  const clock = createVirtualClock();
  const store: LimitStore = { ...memoryLimitStore(clock), take: () => new Promise(() => undefined) };
  const fetch = () => Promise.resolve(new Response());
  const transport = createTransport({ clock, fetch, throttle: { share: sharedLimits({ store }) } });
  const controller = new AbortController();
  const aborted = transport.fetch("https://api.test/", { signal: controller.signal });
  const late = transport.with({ timeout: { deadlineMs: 3000 } }).fetch("https://api.test/");
  const last = transport.with({ timeout: { deadlineMs: false } }).fetch("https://api.test/");
  const ends = Promise.allSettled([aborted, late, last]);
  await clock.advance(100);
  controller.abort("left");
  await clock.advance(5000);
  transport.dispose();
  expect(await clock.settle(ends)).toMatchObject([
    { reason: "left" },
    { reason: { failure: { code: "timeout", gaveUp: "deadline" } } },
    { reason: { failure: { code: "aborted" } } },
  ]);
});

test.each([
  { options: {}, spentMs: 61_000, gaveUp: "cap" },
  { options: { throttle: { maxWaitMs: 900 } }, spentMs: 1000, gaveUp: "cap" },
  { options: { timeout: { deadlineMs: 5000 } }, spentMs: 30_000, gaveUp: "deadline" },
])("a call that cannot wait for $spentMs ms is refused at once: $gaveUp", async ({ options, spentMs, gaveUp }) => {
  const clock = createVirtualClock();
  const store = memoryLimitStore(clock);
  const retryAt = clock.now() + spentMs;
  await store.learn("https://api.test", { remaining: 0, resetAt: retryAt, askedAt: clock.now() });
  let sent = 0;
  const fetch = () => Promise.resolve(new Response(String((sent += 1))));
  const throttle = { ...options.throttle, share: sharedLimits({ store }) };
  const transport = createTransport({ clock, fetch, ...options, throttle });
  await expect(clock.settle(transport.fetch("https://api.test/"))).rejects.toMatchObject({
    failure: { code: "rate_limited", gaveUp, retryAfterMs: spentMs, retryAt },
  });
  expect([sent, clock.monotonic()]).toEqual([0, 0]);
});

test("a store that names no time at which to ask again is asked four times a second", async () => {
  const clock = createVirtualClock();
  const asked: number[] = [];
  const take: LimitStore["take"] = () => Promise.resolve({ granted: asked.push(clock.monotonic()) > 4 });
  const share = sharedLimits({ store: { ...memoryLimitStore(clock), take } });
  const transport = createTransport({ clock, fetch: () => Promise.resolve(new Response()), throttle: { share } });
  await clock.settle(transport.fetch("https://api.test/"));
  expect(asked).toEqual([0, 250, 500, 750, 1000]);
});
