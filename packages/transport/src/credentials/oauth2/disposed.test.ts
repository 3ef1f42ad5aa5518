import { expect, test } from "vitest";
import type { TokenStore } from "../../stores.ts";
import { createVirtualClock } from "../../testing/virtual-clock.ts";
import { createTransport } from "../../transport.ts";
import { memoryTokenStore } from "./memory-token-store.ts";
import { oauth2 } from "./oauth2-credential.ts";

const old = { format: 1, accessToken: "old", refreshToken: "first", tokenType: "bearer", expiresAt: 1 } as const;

/** A connection whose token has expired. Its store takes a second to read, its token endpoint a second to answer, and each refresh token is good once. */
async function expired() {
  const clock = createVirtualClock();
  await clock.advance(10);
  const asked: string[] = [];
  const memory = memoryTokenStore();
  await memory.save("k", old);
  const tokens: TokenStore = {
    ...memory,
    load: async (key) => {
      await clock.sleep(1000);
      return memory.load(key);
    },
  };
  const credential = oauth2({ tokenUrl: "https://vendor.test/token", clientId: "c", key: "k", tokens });
  const fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    asked.push(pathname);
    if (pathname !== "/token") return Response.json({});
    await clock.sleep(1000);
    return Response.json({ access_token: "new", refresh_token: "second", token_type: "bearer", expires_in: 3600 });
  };
  const open = () => createTransport({ clock, fetch, credential, origins: ["https://vendor.test"] });
  return { clock, asked, memory, credential, open };
}

const page = "https://vendor.test/page";
const failed = (error: unknown) => error;

test("a transport that is disposed while its tokens are read asks for none", async () => {
  const { clock, asked, memory, credential, open } = await expired();
  const transport = open();
  const call = transport.fetch(page).catch(failed);
  await clock.advance(500);
  transport.dispose();
  expect(await call).toMatchObject({ code: "aborted" });
  await credential.settled?.();
  await clock.advance(60_000);
  expect(asked).toEqual([]);
  expect(await memory.load("k")).toEqual(old);
});

test("what was asked for when a transport is disposed is stored, and told once it is", async () => {
  const { clock, asked, memory, credential, open } = await expired();
  const transport = open();
  const call = transport.fetch(page).catch(failed);
  await clock.advance(2500);
  transport.dispose();
  expect(await call).toMatchObject({ code: "aborted" });
  expect(await memory.load("k")).toEqual(old);
  await clock.settle(Promise.resolve(credential.settled?.()));
  expect(await memory.load("k")).toMatchObject({ refreshToken: "second" });
  expect(asked).toEqual(["/token"]);
});

test("a call that waits for the renewal of a transport that is disposed meanwhile asks for its own", async () => {
  const { clock, asked, open } = await expired();
  const [one, other, third] = [open(), open(), open()];
  const left = one.fetch(page).catch(failed);
  await clock.advance(1500);
  const going = [other.fetch(page), third.fetch(page)];
  one.dispose();
  expect(await left).toMatchObject({ code: "aborted" });
  const answers = await clock.settle(Promise.all(going));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(asked).toEqual(["/token", "/page", "/page"]);
});
