import { expect, test } from "vitest";
import { createVirtualClock } from "../testing/virtual-clock.ts";
import { createTransport } from "../transport.ts";
import { beginAuthorization, completeAuthorization, memoryTokenStore, oauth2 } from "./oauth2.ts";

const tokenUrl = "https://auth.test/token";
const client = { tokenUrl, clientId: "app" };

/** A vendor with one valid access token, rotating refresh tokens, and a log of what it was asked. */
function vendor(clock: { now(): number }) {
  const log: string[] = [];
  let generation = 1;
  const state = { revoked: false, down: false };
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    if (request.url !== tokenUrl) {
      const ok = request.headers.get("authorization") === `Bearer access-${generation}`;
      return ok ? Response.json({}) : new Response("", { status: 401 });
    }
    const form = new URLSearchParams(await request.text());
    log.push(`${clock.now() % 1e6} ${form.get("grant_type")} ${form.get("refresh_token") ?? form.get("code")}`);
    if (state.down) return new Response("", { status: 503 });
    if (state.revoked || form.get("refresh_token") === `refresh-${generation - 1}`) {
      return Response.json({ error: "invalid_grant" }, { status: 400 });
    }
    generation += 1;
    return Response.json({
      access_token: `access-${generation}`,
      refresh_token: `refresh-${generation}`,
      token_type: "Bearer",
      expires_in: 3600,
    });
  };
  return { fetch, log, state };
}

async function connected(expiresIn: number | undefined) {
  const clock = createVirtualClock({ now: 0 });
  const tokens = memoryTokenStore();
  const expiry = expiresIn === undefined ? {} : { expiresAt: expiresIn };
  await tokens.save("c1", {
    format: 1,
    accessToken: "access-0",
    refreshToken: "refresh-1",
    tokenType: "bearer",
    ...expiry,
  });
  const remote = vendor(clock);
  const transport = createTransport({
    clock,
    fetch: remote.fetch,
    origins: ["https://api.test"],
    credential: oauth2({ ...client, tokens, key: "c1" }),
  });
  const events: string[] = [];
  transport.events.subscribe(({ type }) => events.push(type));
  return { clock, tokens, transport, events, ...remote };
}

test("many callers with an expired token share one renewal, and the rotated token is stored", async () => {
  const { clock, transport, log, tokens } = await connected(undefined);
  const answers = await clock.settle(
    Promise.all(Array.from({ length: 20 }, () => transport.fetch("https://api.test/"))),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  expect(log).toEqual(["0 refresh_token refresh-1"]);
  expect(await tokens.load("c1")).toMatchObject({ refreshToken: "refresh-2", expiresAt: 3_600_000 });
});

test("a token past its hard window is renewed before the request is sent", async () => {
  const { clock, transport, log, events } = await connected(20_000);
  expect((await clock.settle(transport.fetch("https://api.test/"))).status).toBe(200);
  expect([log, events]).toEqual([["0 refresh_token refresh-1"], ["attempt", "answer", "end"]]);
});

test("a revoked grant ends every waiting call as unauthorized, tells it once and asks the vendor once", async () => {
  const { clock, transport, log, state, events } = await connected(undefined);
  state.revoked = true;
  const calls = Array.from({ length: 5 }, () => transport.fetch("https://api.test/"));
  const ends = await clock.settle(Promise.allSettled(calls));
  for (const end of ends)
    expect(end).toMatchObject({ reason: { failure: { code: "unauthorized", action: "reconnect" } } });
  await expect(clock.settle(transport.fetch("https://api.test/"))).rejects.toMatchObject({ code: "unauthorized" });
  expect(log).toHaveLength(1);
  expect(events.filter((type) => type === "unauthorized")).toHaveLength(1);
});

test("calls that come at once after the account was connected again all go on", async () => {
  const { clock, transport, log, state, tokens } = await connected(undefined);
  state.revoked = true;
  await expect(clock.settle(transport.fetch("https://api.test/"))).rejects.toMatchObject({ code: "unauthorized" });
  await tokens.save("c1", { format: 1, accessToken: "access-1", refreshToken: "refresh-1", tokenType: "bearer" });
  const calls = Array.from({ length: 5 }, () => transport.fetch("https://api.test/"));
  const answers = await clock.settle(Promise.all(calls));
  expect([answers.map(({ status }) => status), log.length]).toEqual([[200, 200, 200, 200, 200], 1]);
});

test("a token endpoint that is down keeps the session, and the call is tried again", async () => {
  const { clock, transport, state, tokens } = await connected(undefined);
  state.down = true;
  await expect(clock.settle(transport.fetch("https://api.test/"))).rejects.toMatchObject({
    failure: { code: "unavailable", retryable: true, gaveUp: "attempts" },
  });
  expect(await tokens.load("c1")).toMatchObject({ refreshToken: "refresh-1" });
  state.down = false;
  expect((await clock.settle(transport.fetch("https://api.test/"))).status).toBe(200);
});

test("an account is connected by authorization code with PKCE, and a foreign state is refused", async () => {
  const clock = createVirtualClock({ now: 0 });
  const { fetch } = vendor(clock);
  const redirectUri = "https://app.test/back";
  const begun = await beginAuthorization({
    authorizationUrl: "https://auth.test/authorize",
    clientId: "app",
    redirectUri,
    scopes: ["a"],
  });
  const asked = new URL(begun.url).searchParams;
  expect([asked.get("code_challenge_method"), asked.get("state"), asked.get("scope")]).toEqual([
    "S256",
    begun.state,
    "a",
  ]);
  const callback = { ...client, redirectUri, fetch, clock, state: begun.state, verifier: begun.verifier };
  const done = completeAuthorization({ ...callback, callbackUrl: `${redirectUri}?code=c&state=${begun.state}` });
  expect(await clock.settle(done)).toMatchObject({ accessToken: "access-2", refreshToken: "refresh-2" });
  const foreign = completeAuthorization({ ...callback, callbackUrl: `${redirectUri}?code=c&state=other` });
  await expect(foreign).rejects.toMatchObject({ code: "invalid" });
});
