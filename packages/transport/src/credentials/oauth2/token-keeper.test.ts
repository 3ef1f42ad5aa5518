import { afterEach, expect, test, vi } from "vitest";
import { failure, FailureError } from "../../failure.ts";
import type { Lock, StoredTokens, TokenStore } from "../../stores.ts";
import { createVirtualClock } from "../../testing/virtual-clock.ts";
import type { VirtualClock } from "../../testing/virtual-clock.ts";
import { memoryTokenStore } from "./memory-token-store.ts";
import { platformLock } from "./platform-lock.ts";
import { renewalDefaults } from "./renewal-lead.ts";
import { TokenKeeper } from "./token-keeper.ts";
import type { KeeperParts } from "./token-keeper.ts";

const none: Lock = { hold: (_, run) => run() };
const token = (name: string, more: Partial<StoredTokens> = {}): StoredTokens => ({
  format: 1,
  accessToken: name,
  refreshToken: `refresh of ${name}`,
  tokenType: "bearer",
  ...more,
});
const over = () => new FailureError(failure("unauthorized", { message: "invalid_grant" }));

interface Renewals {
  readonly clock: VirtualClock;
  readonly context: { readonly clock: VirtualClock; readonly fetch: () => Promise<Response> };
  /** The access tokens that were given up for new ones, in order. */
  readonly asked: (string | undefined)[];
  readonly keeper: (parts: Partial<KeeperParts> & Pick<KeeperParts, "tokens">) => TokenKeeper;
}

/** Keepers whose vendor gives `new 1`, `new 2` and so on, each after a second. */
function renewals(): Renewals {
  const clock = createVirtualClock();
  const asked: (string | undefined)[] = [];
  return {
    clock,
    context: { clock, fetch: () => Promise.reject(new Error("the network is not asked here")) },
    asked,
    keeper: (parts) =>
      new TokenKeeper({
        key: "k",
        lock: none,
        renewal: renewalDefaults,
        request: async (old) => {
          const count = asked.push(old?.accessToken);
          await clock.sleep(1000);
          return token(`new ${count}`);
        },
        ...parts,
      }),
  };
}

/** A store with these tokens. */
async function holding(first: StoredTokens): Promise<TokenStore> {
  const store = memoryTokenStore();
  await store.save("k", first);
  return store;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a slow first reading never puts an old token in the place of a renewed one", async () => {
  const { clock, context, keeper } = renewals();
  const memory = await holding(token("old"));
  const delays = [5000, 0, 0];
  const tokens: TokenStore = {
    ...memory,
    async load(key) {
      const stored = await memory.load(key);
      await clock.sleep(delays.shift() ?? 0);
      return stored;
    },
  };
  const one = keeper({ tokens });
  const early = one.usable(context);
  // Shown to the vendor by another tab before, refused, and renewed while the first caller still reads.
  const renewal = one.refused("old", context);
  await clock.settle(renewal);
  expect(await clock.settle(early)).toMatchObject({ accessToken: "new 1" });
  expect(await clock.settle(one.usable(context))).toMatchObject({ accessToken: "new 1" });
});

test("everybody who comes while the tokens are read for the first time shares the reading", async () => {
  const { clock, context, keeper } = renewals();
  const memory = await holding(token("old"));
  let readings = 0;
  const tokens: TokenStore = {
    ...memory,
    async load(key) {
      readings += 1;
      await clock.sleep(100);
      return memory.load(key);
    },
  };
  const one = keeper({ tokens });
  await clock.settle(Promise.all(Array.from({ length: 50 }, () => one.usable(context))));
  expect(readings).toBe(1);
});

test("a store that cannot be read is told as such, sends nothing, and is read again by the next call", async () => {
  const { clock, context, keeper, asked } = renewals();
  const memory = await holding(token("old"));
  let broken = true;
  const tokens: TokenStore = {
    ...memory,
    load: (key) => (broken ? Promise.reject(new Error("the disk is gone")) : memory.load(key)),
  };
  const one = keeper({ tokens });
  await expect(clock.settle(one.usable(context))).rejects.toMatchObject({ code: "storage" });
  broken = false;
  expect(await clock.settle(one.usable(context))).toMatchObject({ accessToken: "old" });
  expect(asked).toEqual([]);
});

test("a token that lives a minute is renewed once a life, not at every request", async () => {
  const { clock, context, keeper, asked } = renewals();
  const tokens = await holding(token("old"));
  const minute = { expiresAt: clock.now() + 60_000, lifetimeMs: 60_000 };
  await tokens.save("k", token("old", minute));
  const one = keeper({
    tokens,
    request: async (old) => {
      const count = asked.push(old?.accessToken);
      return token(`new ${count}`, { expiresAt: clock.now() + 60_000, lifetimeMs: 60_000 });
    },
  });
  for (let second = 0; second < 300; second += 1) {
    await clock.settle(one.usable(context));
    await clock.advance(1000);
  }
  // Five minutes, and a renewal every 45 seconds.
  expect(asked).toEqual(["old", "new 1", "new 2", "new 3", "new 4", "new 5"]);
});

const refused = new DOMException("The request was denied.", "SecurityError");

test.each([
  { where: "the platform has no locks", navigator: {} },
  {
    where: "a browser refuses them with the storage of a site",
    navigator: { locks: { request: () => Promise.reject(refused) } },
  },
])("credentials of one store take turns where $where", async ({ navigator }) => {
  vi.stubGlobal("navigator", navigator);
  const { clock, context, keeper, asked } = renewals();
  const tokens = await holding(token("old"));
  const [one, other] = [keeper({ tokens, lock: platformLock() }), keeper({ tokens, lock: platformLock() })];
  await clock.settle(Promise.all([one.refused("old", context), other.refused("old", context)]));
  expect(asked).toEqual(["old"]);
  expect(await clock.settle(other.usable(context))).toMatchObject({ accessToken: "new 1" });
});

test("connections of one store do not wait for each other", async () => {
  const { clock, context, keeper } = renewals();
  const tokens = await holding(token("old"));
  await tokens.save("other", token("old"));
  const [one, other] = [keeper({ tokens }), keeper({ tokens, key: "other" })];
  await clock.settle(Promise.all([one.refused("old", context), other.refused("old", context)]));
  expect(clock.monotonic()).toBe(1000);
});

test("a grant is not called over while a sibling without our lock is storing what it got for it", async () => {
  const { clock, context, keeper } = renewals();
  const tokens = await holding(token("old"));
  const one = keeper({ tokens, request: () => Promise.reject(over()) });
  const refusal = one.refused("old", context);
  await clock.advance(500);
  await tokens.save("k", token("the sibling's"));
  await clock.settle(refusal);
  expect(await clock.settle(one.usable(context))).toMatchObject({ accessToken: "the sibling's" });
});

test("a grant that nobody renewed is over a second after its refusal, for everybody, and the vendor is asked once", async () => {
  const { clock, context, keeper } = renewals();
  let asked = 0;
  const one = keeper({
    tokens: await holding(token("old")),
    request: () => {
      asked += 1;
      return Promise.reject(over());
    },
  });
  const ends = await clock.settle(Promise.allSettled([one.refused("old", context), one.usable(context)]));
  expect(ends).toMatchObject([{ reason: { code: "unauthorized" } }, { reason: { code: "unauthorized" } }]);
  await expect(clock.settle(one.usable(context))).rejects.toMatchObject({ code: "unauthorized" });
  expect([asked, clock.monotonic()]).toEqual([1, 1000]);
});

test("tokens that could not be stored never replace those of an account that was connected anew", async () => {
  const { clock, context, keeper } = renewals();
  const memory = await holding(token("old"));
  let full = true;
  const tokens: TokenStore = {
    ...memory,
    save: (key, next) => (full ? Promise.reject(new Error("the disk is full")) : memory.save(key, next)),
  };
  const one = keeper({ tokens });
  await expect(clock.settle(one.refused("old", context))).rejects.toMatchObject({ code: "storage" });
  await memory.save("k", token("connected anew"));
  full = false;
  await clock.settle(one.refused("old", context));
  expect(await clock.settle(one.usable(context))).toMatchObject({ accessToken: "connected anew" });
  expect(await memory.load("k")).toMatchObject({ accessToken: "connected anew" });
});

test.each<{ given: string; stored: StoredTokens | undefined; next: object }>([
  { given: "were removed and renewed", stored: undefined, next: { reason: { code: "storage", retryable: true } } },
  { given: "were removed and connected anew", stored: token("anew"), next: { value: { accessToken: "anew" } } },
])("tokens that $given at the same time are not used", async ({ stored, next }) => {
  const { clock, context, keeper } = renewals();
  const memory = await holding(token("old"));
  const tokens: TokenStore = {
    ...memory,
    claim: async (key) => ({ stored: await memory.load(key), replace: async () => false }),
  };
  const one = keeper({ tokens });
  await clock.settle(one.usable(context));
  const renewal = Promise.allSettled([one.refused("old", context).then(() => one.usable(context))]);
  await clock.advance(500);
  await (stored === undefined ? memory.remove("k") : memory.save("k", stored));
  expect(await clock.settle(renewal)).toMatchObject([next]);
  expect(await memory.load("k")).toEqual(stored);
});
