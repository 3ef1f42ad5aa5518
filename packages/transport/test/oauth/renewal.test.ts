import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { StoredTokens, TokenStore } from "../../src/stores.ts";
import { gate, meetingOf } from "../gate.ts";
import { tokenLifetime } from "./authorization-server.ts";
import type { AuthorizationServer } from "./authorization-server.ts";
import { callAll, client, connect, key, startServer, storeOf, transportTo } from "./session.ts";

/** A storm, and as many as show what does not depend on how many there are. */
const [many, some] = [200, 30];
const all = (status: number | string, count = many) => Array.from({ length: count }, () => status);

let server: AuthorizationServer;
beforeEach(async () => {
  // Only the date: it moves for both sides at once, and sockets and timers stay real.
  vi.useFakeTimers({ toFake: ["Date"] });
  server = await startServer();
});
afterEach(() => {
  server.stop();
  vi.useRealTimers();
});

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
const callMany = (transport: ReturnType<typeof transportTo>, count = many) =>
  callAll(transport, Array(count).fill(server.apiUrl));
const callSome = (transport: ReturnType<typeof transportTo>) => callMany(transport, some);
const renewals = () => server.grants().filter((line) => line === "granted refresh_token").length;

/** The customer withdraws the grant at the vendor (RFC 7009). */
async function withdraw({ refreshToken = "" }: StoredTokens): Promise<void> {
  const form = { token: refreshToken, client_id: client.clientId, client_secret: client.clientSecret };
  await fetch(server.revocationUrl, { method: "POST", body: new URLSearchParams(form) });
}

test("200 requests at once wait for one renewal an expiry, and none is sent with an expired token", async () => {
  const transport = transportTo(server, { tokens: await storeOf(await connect(server)) });
  for (const expiry of [1, 2, 3]) {
    pass(tokenLifetime);
    expect(await callMany(transport)).toEqual(all(200));
    expect([renewals(), server.answers(401)]).toEqual([expiry, 0]);
  }
});

test("200 refusals at once lead to one renewal an expiry where the vendor says no lifetime, and no request fails", async () => {
  const { expiresAt: _, ...tokens } = await connect(server);
  const lifetime = { field: "says_nothing", unit: "s" } as const;
  const transport = transportTo(server, { tokens: await storeOf(tokens), lifetime });
  for (const expiry of [1, 2, 3]) {
    pass(tokenLifetime);
    server.beforeRefusal = meetingOf(many);
    expect(await callMany(transport)).toEqual(all(200));
    expect([renewals(), server.answers(401)]).toEqual([expiry, expiry * many]);
  }
});

test("refusals of the old token that come in one by one after the renewal renew nothing again", async () => {
  const { expiresAt: _, ...tokens } = await connect(server);
  const transport = transportTo(server, { tokens: await storeOf(tokens) });
  const refusals = Array.from({ length: 6 }, gate);
  const everybodyAsked = meetingOf(refusals.length);
  server.beforeRefusal = async ({ searchParams }) => {
    await everybodyAsked();
    await refusals[Number(searchParams.get("call"))]?.opened;
  };
  pass(tokenLifetime);
  const calls = [...refusals.keys()].map((call) => callAll(transport, [`${server.apiUrl}?call=${call}`]));
  for (const [call, refusal] of refusals.entries()) {
    refusal.open();
    expect(await calls[call]).toEqual([200]);
  }
  expect([renewals(), server.answers(401)]).toEqual([1, 6]);
});

test("a token that will soon expire is renewed once while it still serves", async () => {
  const transport = transportTo(server, { tokens: await storeOf(await connect(server)) });
  const renewal = gate();
  server.beforeToken = () => renewal.opened;
  pass(tokenLifetime - 60);
  // All are answered although the renewal is held: nobody waits for it.
  expect(await callSome(transport)).toEqual(all(200, some));
  renewal.open();
  pass(60);
  expect(await callSome(transport)).toEqual(all(200, some));
  expect([renewals(), server.answers(401)]).toEqual([1, 0]);
});

test("a withdrawn grant is told once, asked about once, and ends every call the same way", async () => {
  const tokens = await connect(server);
  const store = await storeOf(tokens);
  const transport = transportTo(server, { tokens: store });
  const told: unknown[] = [];
  transport.events.subscribe((event) => {
    if (event.type === "unauthorized") told.push(event.failure);
  });
  await withdraw(tokens);
  expect(await callSome(transport)).toEqual(all("unauthorized", some));
  expect(await callSome(transport)).toEqual(all("unauthorized", some));
  expect(told).toEqual([expect.objectContaining({ code: "unauthorized", action: "reconnect", retryable: false })]);
  expect(server.grants().filter((line) => line.startsWith("refused"))).toEqual(["refused: refresh token not found"]);

  await store.save(key, await connect(server));
  expect(await callSome(transport), "after the account was connected again").toEqual(all(200, some));
});

test("a refresh token that is used again ends the grant: the server detects what the other tests avoid", async () => {
  const tokens = await connect(server);
  const mine = transportTo(server, { tokens: await storeOf(tokens) });
  const copy = transportTo(server, { tokens: await storeOf(tokens) });
  pass(tokenLifetime);
  expect(await callAll(mine, [server.apiUrl])).toEqual([200]);
  expect(await callAll(copy, [server.apiUrl])).toEqual(["unauthorized"]);
  expect(await callAll(mine, [server.apiUrl])).toEqual(["unauthorized"]);
  expect(server.grants().slice(1)).toEqual([
    "granted refresh_token",
    "grant revoked",
    "refused: refresh token already used",
    "refused: refresh token not found",
  ]);
});

test("renewed tokens are stored before anybody uses them, also who comes while they are stored", async () => {
  const memory = await storeOf(await connect(server));
  let late: Promise<readonly unknown[]> | undefined;
  const store: TokenStore = {
    ...memory,
    async save(name, next) {
      late = callSome(transport);
      // A store across the network: the API could have been asked many times before it is done.
      for (let trip = 0; trip < 5; trip += 1) await fetch(`${server.issuer}/.well-known/openid-configuration`);
      await memory.save(name, next);
      server.log.push("stored");
    },
  };
  const transport = transportTo(server, { tokens: store });
  pass(tokenLifetime);
  expect(await callSome(transport)).toEqual(all(200, some));
  expect(await late).toEqual(all(200, some));
  expect(server.log.slice(1)).toEqual([
    "granted refresh_token",
    "stored",
    ...all("api 200", some),
    ...all("api 200", some),
  ]);
});

test("tokens that could not be stored are not lost and not used: the next call stores them first", async () => {
  const memory = await storeOf(await connect(server));
  let disk: "full" | "free" = "full";
  const store: TokenStore = {
    ...memory,
    save: (name, next) => (disk === "full" ? Promise.reject(new Error("disk full")) : memory.save(name, next)),
  };
  const transport = transportTo(server, { tokens: store });
  pass(tokenLifetime);
  expect(await callSome(transport)).toEqual(all("storage", some));
  expect(server.answers(200)).toBe(0);
  disk = "free";
  expect(await callSome(transport)).toEqual(all(200, some));
  expect(renewals()).toBe(1);
});

test("client credentials get one token an expiry for 200 requests at once", async () => {
  const tokens = {
    load: () => Promise.resolve(undefined),
    save: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  };
  const transport = transportTo(server, { tokens, grant: "client_credentials", scopes: ["contacts"] });
  for (const expiry of [1, 2, 3]) {
    expect(await callMany(transport)).toEqual(all(200));
    expect(server.grants()).toEqual(Array.from({ length: expiry }, () => "granted client_credentials"));
    pass(tokenLifetime);
  }
  expect(server.answers(401)).toBe(0);
});
