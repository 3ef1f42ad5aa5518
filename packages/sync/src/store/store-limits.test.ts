import { createTransport } from "@waybill/transport";
import { sharedLimits } from "@waybill/transport/limits";
import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test, vi } from "vitest";
import { createMemoryStore } from "./memory/create-memory-store.ts";
import { storeLimits } from "./store-limits.ts";

const windowMs = 10_000;
const limit = 15;

test("three tabs over one store never send more than the vendor permits in any window, and all is sent", async () => {
  const clock = createVirtualClock();
  const store = createMemoryStore();
  const asked: number[] = [];
  const fetch = async (): Promise<Response> => {
    const window = Math.floor(clock.monotonic() / windowMs);
    const used = (asked[window] = (asked[window] ?? 0) + 1);
    const seconds = Math.ceil(((window + 1) * windowMs - clock.monotonic()) / 1000);
    await clock.sleep(40);
    const headers = { ratelimit: `"d";r=${limit - used};t=${seconds}`, "ratelimit-policy": `"d";q=${limit}` };
    return new Response(null, { status: used > limit ? 429 : 200, headers });
  };
  const tabs = Array.from({ length: 3 }, () =>
    createTransport({
      clock,
      fetch,
      throttle: { share: sharedLimits({ store: storeLimits({ store, connection: "crm", clock }) }) },
    }),
  );
  const calls = tabs.flatMap(({ fetch: send }) => Array.from({ length: 15 }, () => send("https://api.test/")));
  const answers = await clock.settle(Promise.all(calls));
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect(Math.max(...asked)).toBeLessThanOrEqual(limit);
  expect(asked.reduce((sum, count) => sum + count, 0)).toBe(45);
});

test("what is known of limits goes with its connection", async () => {
  const store = createMemoryStore();
  const limits = storeLimits({ store, connection: "crm", clock: { now: () => 0 } });
  await limits.learn("https://api.test", { remaining: 3, resetAt: 9000 });
  expect(await limits.read("https://api.test")).toMatchObject({ remaining: 3 });
  await store.erase("crm");
  expect(await limits.read("https://api.test")).toBe(undefined);
});

test("a platform without locks is refused rather than let the limit be used twice", () => {
  vi.stubGlobal("navigator", {});
  expect(() => storeLimits({ store: createMemoryStore(), connection: "crm" })).toThrow(/no Web Locks/);
  vi.unstubAllGlobals();
});
