import { expect, test } from "vitest";
import type { TokenStore } from "../../stores.ts";
import { createVirtualClock } from "../../testing/virtual-clock.ts";
import { createTransport } from "../../transport.ts";
import { memoryTokenStore } from "./memory-token-store.ts";
import { oauth2 } from "./oauth2-credential.ts";

const old = { format: 1, accessToken: "old", refreshToken: "first", tokenType: "bearer", expiresAt: 1 } as const;

/** A transport that is disposed after its tokens were renewed and their store has refused them; the store refuses as many of the first. */
async function disposedAfter(refusals: number) {
  const clock = createVirtualClock();
  await clock.advance(10);
  const memory = memoryTokenStore();
  await memory.save("k", old);
  let saves = 0;
  const tokens: TokenStore = {
    ...memory,
    save: async (key, next) => {
      saves += 1;
      if (saves <= refusals) throw new Error("the disk is full");
      await memory.save(key, next);
    },
  };
  const credential = oauth2({ tokenUrl: "https://vendor.test/token", clientId: "c", key: "k", tokens });
  const fetch = async (): Promise<Response> =>
    Response.json({ access_token: "new", refresh_token: "second", token_type: "bearer", expires_in: 3600 });
  const transport = createTransport({ clock, fetch, credential, origins: ["https://vendor.test"] });
  const call = transport.fetch("https://vendor.test/page", { method: "POST" });
  await expect(clock.settle(call)).rejects.toMatchObject({ code: "storage" });
  transport.dispose();
  const settled = () => clock.settle(Promise.resolve(credential.settled?.()));
  return { memory, settled, saves: () => saves };
}

test("tokens that their store refused once are offered to it again when the transport is disposed, and told of as stored", async () => {
  const { memory, settled, saves } = await disposedAfter(1);
  expect(await settled()).toBeUndefined();
  expect(await memory.load("k")).toMatchObject({ refreshToken: "second" });
  expect(await settled()).toBeUndefined();
  expect(saves()).toBe(2);
});

test("tokens that their store refuses again are told to be lost, without what they are", async () => {
  const { memory, settled, saves } = await disposedAfter(Infinity);
  const told = await settled();
  expect(told).toMatchObject({ code: "storage", message: expect.stringContaining("connected again") });
  expect(JSON.stringify(told)).not.toMatch(/"new"|second/);
  expect(saves()).toBe(2);
  expect(await memory.load("k")).toEqual(old);
});

test("tokens that their store refused do not replace those of an account that was connected anew meanwhile", async () => {
  const { memory, settled } = await disposedAfter(1);
  const anew = { ...old, accessToken: "anew", refreshToken: "third" };
  await memory.save("k", anew);
  expect(await settled()).toBeUndefined();
  expect(await memory.load("k")).toEqual(anew);
});
