import { bearer } from "@waybill/transport";
import type { Credential, TokenStore } from "@waybill/transport";
import { memoryTokenStore, oauth2 } from "@waybill/transport/oauth2";
import { expect, test } from "vitest";
import { engineOver } from "../../test/engine.ts";
import { ownLocks } from "../../test/own-locks.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import { disposeDefaults } from "./disposed.ts";
import type { DisposeOptions } from "./disposed.ts";

const never = (): Promise<never> => new Promise(() => {});
const old = { format: 1, accessToken: "old", refreshToken: "first", tokenType: "bearer", expiresAt: -1 } as const;

const id = "oauth2:c:k";

/** Disposes of an engine a second after a pull began; to what was left, and how long that took. */
async function disposedWith(credential: Credential, options?: DisposeOptions) {
  const { clock, waybill, connection } = engineOver({
    connection: { credential },
    vendor: async () => json({ access_token: "new", refresh_token: "second", token_type: "bearer" }),
  });
  const pulled = connection.pull("contacts").catch((error: unknown) => error);
  await clock.advance(1000);
  const since = clock.monotonic();
  const left = await clock.settle(waybill.dispose(options));
  await pulled;
  return { ...left, tookMs: clock.monotonic() - since };
}

/** A credential whose tokens have expired, over a store that is in part another. */
async function over(change: Partial<TokenStore>): Promise<Credential> {
  const memory = memoryTokenStore();
  await memory.save("k", old);
  const tokens = { ...memory, ...change };
  // A store that never answers holds its lock for ever.
  return oauth2({ tokenUrl: "https://vendor.test/token", clientId: "c", key: "k", tokens, lock: ownLocks() });
}

test.each<{ readonly given: string; readonly credential: () => Credential | Promise<Credential> }>([
  { given: "a token store that never says whether it has saved", credential: () => over({ save: never }) },
  { given: "a credential that never settles", credential: () => ({ ...bearer("t"), id, settled: never }) },
])("$given holds nobody up who disposes of an engine, and is told of", async ({ credential }) => {
  const told = { connection: "acme", credential: id, failure: { code: "storage" } };
  const patient = await disposedWith(await credential());
  expect(patient).toMatchObject({ unsaved: [told], tookMs: disposeDefaults.withinMs });
  expect(await disposedWith(await credential(), { withinMs: 100 })).toMatchObject({ unsaved: [told], tookMs: 100 });
  expect(JSON.stringify(patient)).not.toMatch(/"new"|second/);
});

test.each<{ readonly given: string; readonly credential: () => Credential | Promise<Credential> }>([
  {
    given: "a token store that refuses what is new",
    credential: () => over({ save: () => Promise.reject(new Error("the disk is full")) }),
  },
  {
    given: "a credential that fails to tell",
    credential: () => ({ ...bearer("t"), id, settled: () => Promise.reject(new Error("gone")) }),
  },
])("$given is told of at once", async ({ credential }) => {
  const told = { connection: "acme", credential: id, failure: { code: "storage", retryable: false } };
  expect(await disposedWith(await credential())).toMatchObject({ unsaved: [told], tookMs: 0 });
});

test.each<{ readonly given: string; readonly credential: () => Credential | Promise<Credential> }>([
  { given: "tokens that are stored", credential: () => over({}) },
  { given: "tokens that are still being read", credential: () => over({ load: never }) },
  { given: "a credential that has none", credential: () => bearer("t") },
])("of $given nothing is left", async ({ credential }) => {
  expect(await disposedWith(await credential())).toEqual({ unended: [], unsaved: [], tookMs: 0 });
});

test.each([Number.NaN, -1])("%d milliseconds mean nothing, and nothing is stopped", async (withinMs) => {
  const { vendor } = fakeVendor(rowsOf(3));
  const { clock, waybill, connection } = engineOver({ vendor });
  const pulled = connection.pull("contacts");
  for (const each of [waybill, connection])
    await expect(clock.settle(each.dispose({ withinMs }))).rejects.toThrow(RangeError);
  expect(await clock.settle(pulled)).toMatchObject({ outcome: "complete" });
});

test.each<{ readonly withinMs: number; readonly unsaved: readonly unknown[] }>([
  { withinMs: 0, unsaved: [{ connection: "acme", credential: id, failure: { code: "storage" } }] },
  { withinMs: Infinity, unsaved: [] },
])("within $withinMs ms is what it says, also where the clock is set back", async ({ withinMs, unsaved }) => {
  const { clock, waybill, connection } = engineOver({
    vendor: never,
    connection: { credential: { ...bearer("t"), id, settled: () => clock.sleep(90_000) } },
  });
  const [patient, own] = [waybill.dispose({ withinMs }), connection.dispose({ withinMs: 100_000 })];
  clock.step(-3_600_000);
  expect(await clock.settle(patient)).toMatchObject({ unsaved });
  expect(await clock.settle(own)).toEqual({ unended: [], unsaved: [] });
  expect(clock.monotonic()).toBe(90_000);
});
