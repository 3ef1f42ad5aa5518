import { expect, test } from "vitest";
import { RenewingVendor, renewalSession as session } from "../../test/oauth/renewing-vendor.ts";
import { memoryTokenStore, oauth2 } from "../credentials/oauth2.ts";
import type { TransportEvent } from "../events/events.ts";
import { breaker } from "../layers/breaker.ts";
import type { Lock, TokenStore } from "../stores.ts";
import { createVirtualClock } from "../testing/index.ts";
import { createTransport } from "../transport.ts";

const day = 86_400_000;
const stale = { accessToken: "access-0" };

test("case 101: 10 parallel 401 -> 1 refresh", async () => {
  const { vendor, tab, calls } = await session(stale);
  expect(await calls(tab(), 10)).toEqual(Array.from({ length: 10 }, () => 200));
  expect(vendor.asked).toHaveLength(1);
});

test("case 102: staggered 401s for the old token after refresh finished -> still 1 refresh", async () => {
  const clock = createVirtualClock();
  const vendor = new RenewingVendor(clock);
  const tokens = memoryTokenStore();
  await tokens.save("k", { format: 1, accessToken: "access-0", refreshToken: "refresh-1", tokenType: "bearer" });
  let slowness = 0;
  const transport = createTransport({
    clock,
    origins: ["https://api.test"],
    credential: oauth2({ tokenUrl: "https://auth.test/token", clientId: "c", tokens, key: "k" }),
    throttle: false,
    fetch: async (input, init) => {
      const response = await vendor.fetch(input, init);
      if (response.status === 401) await clock.sleep((slowness += 100));
      return response;
    },
  });
  const all = Promise.all(Array.from({ length: 6 }, () => transport.fetch("https://api.test/")));
  expect((await clock.settle(all)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(vendor.asked).toHaveLength(1);
});

test("case 103: second 401 after refresh -> surfaced, no loop", async () => {
  const { vendor, tab, calls } = await session(stale);
  vendor.reply = { access_token: "not good either" };
  expect(await calls(tab())).toEqual([401]);
  expect([vendor.asked.length, vendor.shown.length]).toEqual([1, 2]);
});

test("case 104: refresh fails `invalid_grant` -> one sign-out event, all waiters reject; network/5xx -> session kept", async () => {
  const { vendor, tab, calls, tokens } = await session(stale);
  vendor.down = true;
  const transport = tab();
  const told: string[] = [];
  transport.events.subscribe((event) => {
    if (event.type === "unauthorized") told.push(event.failure.message);
  });
  expect(await calls(transport, 3)).toEqual(["unavailable", "unavailable", "unavailable"]);
  expect([told, await tokens.load("k")]).toEqual([[], expect.objectContaining({ refreshToken: "refresh-1" })]);
  vendor.down = false;
  vendor.revoked = true;
  const before = vendor.asked.length;
  expect(await calls(transport, 5)).toEqual(Array.from({ length: 5 }, () => "unauthorized"));
  expect(await calls(transport, 5)).toEqual(Array.from({ length: 5 }, () => "unauthorized"));
  expect([told.length, vendor.asked.length - before]).toEqual([1, 1]);
});

test("case 105: request started during a refresh waits for it (no known-bad token sent)", async () => {
  const { clock, vendor, tab } = await session(stale);
  vendor.latencyMs = 1000;
  const transport = tab();
  const first = transport.fetch("https://api.test/");
  await clock.advance(500);
  const second = transport.fetch("https://api.test/");
  expect((await clock.settle(Promise.all([first, second]))).map(({ status }) => status)).toEqual([200, 200]);
  expect(vendor.shown).toEqual(["Bearer access-0", "Bearer access-2", "Bearer access-2"]);
});

test("case 106: near expiry: serve current token, refresh in background; past hard window: block", async () => {
  const near = await session();
  await near.tokens.save("k", {
    format: 1,
    accessToken: "access-1",
    refreshToken: "refresh-1",
    tokenType: "bearer",
    expiresAt: near.clock.now() + 60_000,
  });
  near.vendor.latencyMs = 1000;
  const transport = near.tab();
  expect((await transport.fetch("https://api.test/")).status).toBe(200);
  expect([near.vendor.shown, near.clock.monotonic()]).toEqual([["Bearer access-1"], 0]);
  await near.clock.advance(2000);
  await near.calls(transport);
  expect([near.vendor.shown.at(-1), near.vendor.asked.length]).toEqual(["Bearer access-2", 1]);
  const past = await session();
  await past.tokens.save("k", {
    format: 1,
    accessToken: "access-1",
    refreshToken: "refresh-1",
    tokenType: "bearer",
    expiresAt: past.clock.now() + 20_000,
  });
  expect(await past.calls(past.tab())).toEqual([200]);
  expect(past.vendor.shown).toEqual(["Bearer access-2"]);
});

test("case 107: background refresh failure -> backoff, keeps serving until hard expiry", async () => {
  const { clock, vendor, tab, calls, tokens } = await session();
  await tokens.save("k", {
    format: 1,
    accessToken: "access-1",
    refreshToken: "refresh-1",
    tokenType: "bearer",
    expiresAt: clock.now() + 60_000,
  });
  vendor.down = true;
  const transport = tab();
  for (let second = 0; second < 10; second += 1) {
    expect(await calls(transport)).toEqual([200]);
    await clock.advance(1000);
  }
  expect(vendor.asked.map(({ at }) => at)).toEqual([0, 5000]);
  await clock.advance(30_000);
  expect(await calls(transport)).toEqual(["unavailable"]);
});

test('case 108: `expires_in` missing, "3600", 0, -1, NaN -> defined behaviour', async () => {
  const lifetimes = [
    ["3600", 3_600_000],
    [3600, 3_600_000],
    [undefined, undefined],
    [0, undefined],
    [-1, undefined],
    ["NaN", undefined],
    [null, undefined],
  ] as const;
  for (const [said, want] of lifetimes) {
    const { clock, vendor, tab, calls, tokens } = await session(stale);
    vendor.reply = { expires_in: said };
    const transport = tab();
    expect([await calls(transport), await calls(transport)]).toEqual([[200], [200]]);
    const { expiresAt } = (await tokens.load("k")) ?? {};
    expect([expiresAt, vendor.asked.length]).toEqual([want === undefined ? undefined : clock.now() + want, 1]);
  }
  const { vendor, tab, calls, tokens, clock } = await session(stale);
  vendor.reply = { expires_in: undefined, ttl: 90_000 };
  await calls(tab({ lifetime: { field: "ttl", unit: "ms" } }));
  expect((await tokens.load("k"))?.expiresAt).toBe(clock.now() + 90_000);
});

test("case 109: 30-day token -> no timer overflow loop", async () => {
  const { vendor, tab, calls, clock } = await session(stale);
  vendor.reply = { expires_in: 30 * 86_400 };
  const transport = tab();
  expect(await calls(transport, 3)).toEqual([200, 200, 200]);
  expect(clock.sleepers).toBe(0);
  await clock.advance(29 * day);
  expect(await calls(transport)).toEqual([200]);
  expect(vendor.asked).toHaveLength(1);
});

test("case 110: laptop sleep / clock step -> expiry rechecked on use, leeway >= 30 s", async () => {
  const { vendor, tab, calls, clock, tokens } = await session();
  await tokens.save("k", {
    format: 1,
    accessToken: "access-1",
    refreshToken: "refresh-1",
    tokenType: "bearer",
    expiresAt: clock.now() + 3_600_000,
  });
  const transport = tab();
  expect(await calls(transport)).toEqual([200]);
  clock.step(3_600_000 - 30_000);
  expect(await calls(transport)).toEqual([200]);
  expect([vendor.asked.length, vendor.shown]).toEqual([1, ["Bearer access-1", "Bearer access-2"]]);
});

test("case 111: no `refresh_token` in reply -> old one kept; new one stored before use", async () => {
  const { vendor, tab, calls, tokens } = await session(stale);
  vendor.reply = { refresh_token: undefined };
  const log: string[] = [];
  const watched: TokenStore = {
    ...tokens,
    async save(key, value) {
      log.push(`stored ${value.accessToken} ${value.refreshToken}, shown ${vendor.shown.length}`);
      await tokens.save(key, value);
    },
  };
  expect(await calls(tab({ tokens: watched }))).toEqual([200]);
  expect([log, vendor.shown]).toEqual([["stored access-2 refresh-1, shown 1"], ["Bearer access-0", "Bearer access-2"]]);
});

test("case 112: two tabs: Web Lock, re-read store after lock, adopt sibling's token; no locks API -> still safe", async () => {
  const locked = await session(stale);
  locked.vendor.latencyMs = 1000;
  let tail = Promise.resolve();
  const lock: Lock = {
    hold(_, run) {
      const held = tail.then(run);
      tail = held.then(
        () => undefined,
        () => undefined,
      );
      return held;
    },
  };
  const tabs = [locked.tab({ lock }), locked.tab({ lock })];
  const answers = await locked.clock.settle(Promise.all(tabs.map((each) => each.fetch("https://api.test/"))));
  expect([answers.map(({ status }) => status), locked.vendor.asked.length]).toEqual([[200, 200], 1]);
  // Without a lock, in one process: the store that both have in common keeps them apart.
  const alone = await session(stale);
  alone.vendor.latencyMs = 1000;
  const together = Promise.all([alone.tab(), alone.tab()].map((each) => each.fetch("https://api.test/")));
  expect((await alone.clock.settle(together)).map(({ status }) => status)).toEqual([200, 200]);
  expect(alone.vendor.asked).toHaveLength(1);
  // Without a lock, in two processes, at the same moment: the one that loses finds what the other one stores, however late.
  const free = await session(stale);
  free.vendor.reuse = "is refused";
  const slowToStore: TokenStore = {
    ...free.tokens,
    async save(key, next) {
      await free.clock.sleep(500);
      await free.tokens.save(key, next);
    },
  };
  const [first, second] = [free.tab({ tokens: slowToStore }), free.tab({ tokens: { ...free.tokens } })];
  const told: string[] = [];
  for (const each of [first, second]) each.events.subscribe(({ type }) => void told.push(type));
  const ends = Promise.all([first, second].map((each) => each.fetch("https://api.test/")));
  expect((await free.clock.settle(ends)).map(({ status }) => status)).toEqual([200, 200]);
  expect([free.vendor.asked.length, told.includes("unauthorized")]).toEqual([2, false]);
  expect(await free.tokens.load("k")).toMatchObject({ accessToken: "access-2", refreshToken: "refresh-2" });
  // And one after the other: the second adopts what it finds, and asks nobody.
  const later = await session(stale);
  const inTurn = [later.tab(), later.tab({ tokens: { ...later.tokens } })];
  for (const each of inTurn) expect(await later.calls(each)).toEqual([200]);
  expect(later.vendor.asked).toHaveLength(1);
});

test("case 113: token endpoint call bypasses auth/retry-401/limiter/breaker; `redirect:'error'`", async () => {
  const { vendor, tab, calls } = await session(stale);
  const transport = tab({}, { throttle: { concurrency: 1, limits: [{ requests: 2, perMs: 1000 }] } });
  const attempts: string[] = [];
  const note = (event: TransportEvent): void => {
    if (event.type === "attempt") attempts.push(event.origin);
  };
  transport.events.subscribe(note);
  expect(await calls(transport)).toEqual([200]);
  expect(attempts.splice(0)).toEqual(["https://api.test", "https://api.test"]);
  const init = vendor.asked[0]?.init;
  expect([init?.redirect, new Headers(init?.headers).get("authorization")]).toEqual(["error", null]);
  // Its failures open no circuit and are counted nowhere: once it is back, the next call goes through.
  const broken = await session(stale);
  broken.vendor.down = true;
  const sparing = broken.tab({}, { retry: false, breaker: breaker({ minimum: 1 }) });
  sparing.events.subscribe(note);
  for (const _ of [1, 2, 3]) expect(await broken.calls(sparing)).toEqual(["unavailable"]);
  expect(new Set(attempts)).toEqual(new Set(["https://api.test"]));
  broken.vendor.down = false;
  expect(await broken.calls(sparing)).toEqual([200]);
});
