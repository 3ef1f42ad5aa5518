import { expect, test } from "vitest";
import type { StoredTokens } from "../../stores.ts";
import { createVirtualClock } from "../../testing/virtual-clock.ts";
import { memoryTokenStore } from "./memory-token-store.ts";
import { revokeTokens } from "./revocation.ts";

const both: StoredTokens = { format: 1, accessToken: "access", refreshToken: "refresh", tokenType: "bearer" };
const { refreshToken: _, ...accessOnly } = both;
const unsupported = () => Response.json({ error: "unsupported_token_type" }, { status: 400 });

/** Revokes what is stored at a vendor that answers so; tells what it was asked. */
async function disconnecting(stored: StoredTokens | undefined, ...answers: readonly (() => Response)[]) {
  const clock = createVirtualClock();
  const tokens = memoryTokenStore();
  if (stored) await tokens.save("k", stored);
  const asked: string[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const form = new URLSearchParams(await request.text());
    asked.push(
      `${request.headers.get("authorization") ?? "public"} ${form.get("token_type_hint")} ${form.get("token")}`,
    );
    return (answers[Math.min(asked.length, answers.length) - 1] ?? (() => new Response("")))();
  };
  const revocation = {
    tokenUrl: "https://auth.test/token",
    revocationUrl: "https://auth.test/revoke",
    clientId: "c",
    tokens,
    key: "k",
    fetch,
    clock,
  };
  const again = (more: { readonly clientSecret?: string } = {}) =>
    clock.settle(revokeTokens({ ...revocation, ...more }));
  return { revocation, asked, again, left: () => tokens.load("k"), clock };
}

test("the refresh token is revoked first, then the access token, and then both are forgotten", async () => {
  const { again, asked, left } = await disconnecting(both);
  await again();
  expect([asked, await left()]).toEqual([["public refresh_token refresh", "public access_token access"], undefined]);
});

test("a client that has a secret proves itself", async () => {
  const { again, asked } = await disconnecting(accessOnly);
  await again({ clientSecret: "s" });
  expect(asked).toEqual([`Basic ${btoa("c:s")} access_token access`]);
});

test("a vendor that revokes no access tokens has ended the grant all the same", async () => {
  const { again, left } = await disconnecting(both, () => new Response(""), unsupported);
  await again();
  expect(await left()).toBeUndefined();
});

test("a vendor that revokes no refresh tokens has not ended the grant", async () => {
  const { again, left } = await disconnecting(both, unsupported);
  await expect(again()).rejects.toMatchObject({ code: "invalid" });
  expect(await left()).toEqual(both);
});

const unanswered = [
  { how: "answers 503", answer: () => new Response("", { status: 503 }), code: "unavailable" },
  { how: "answers 429", answer: () => new Response("", { status: 429 }), code: "unavailable" },
  {
    how: "is not reached",
    answer: () => {
      throw new TypeError("fetch failed");
    },
    code: "network",
  },
] as const;

test.for(unanswered)(
  "an endpoint that $how keeps the tokens, so that it can be asked again",
  async ({ answer, code }) => {
    const { again, asked, left } = await disconnecting(both, answer, () => new Response(""));
    await expect(again()).rejects.toMatchObject({ code, retryable: true });
    expect(await left()).toEqual(both);
    await again();
    expect([asked.length, await left()]).toEqual([3, undefined]);
  },
);

test("any success is a success", async () => {
  const { again, left } = await disconnecting(both, () => new Response(null, { status: 204 }));
  await again();
  expect(await left()).toBeUndefined();
});

test("without stored tokens nobody is asked", async () => {
  const { again, asked } = await disconnecting(undefined);
  await again();
  expect(asked).toEqual([]);
});

test("a token is not sent to an endpoint that is not encrypted", async () => {
  const { revocation, asked } = await disconnecting(both);
  await expect(revokeTokens({ ...revocation, revocationUrl: "http://auth.test/revoke" })).rejects.toThrow(
    new TypeError("revocationUrl is http://auth.test, which is not encrypted; use https."),
  );
  expect(asked).toEqual([]);
});
