import { afterAll, beforeAll, expect, test } from "vitest";
import { beginAuthorization, completeAuthorization } from "../../src/credentials/oauth2.ts";
import { tokenLifetime } from "./authorization-server.ts";
import type { AuthorizationServer } from "./authorization-server.ts";
import { visit } from "./customer.ts";
import type { Decision } from "./customer.ts";
import { callAll, client, connect, redirectUri, startServer, storeOf, transportTo } from "./session.ts";

let server: AuthorizationServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** An authorization up to the callback. */
async function calledBack(decision: Decision) {
  const { authorizationUrl, tokenUrl } = server;
  const begun = await beginAuthorization({ ...client, authorizationUrl, redirectUri, scopes: ["contacts"] });
  const callbackUrl = await visit(begun.url, redirectUri, decision);
  return { ...client, ...begun, tokenUrl, redirectUri, callbackUrl };
}

test("a customer who agrees is connected: the API takes the token, and its expiry and scope are known", async () => {
  const before = Date.now();
  const tokens = await connect(server);
  expect(tokens).toMatchObject({ format: 1, tokenType: "bearer", scope: "contacts" });
  expect(tokens.expiresAt).toBeGreaterThanOrEqual(before + tokenLifetime * 1000);
  const transport = transportTo(server, { tokens: await storeOf(tokens) });
  expect(await callAll(transport, [server.apiUrl])).toEqual([200]);
});

test("a customer who declines is not connected, and the failure says what happened", async () => {
  const callback = await calledBack("declines");
  await expect(completeAuthorization(callback)).rejects.toMatchObject({
    code: "unauthorized",
    message: "The customer did not agree to the connection.",
  });
});

test("a stolen code is worth nothing without the verifier", async () => {
  const callback = await calledBack("agrees");
  const { verifier } = await calledBack("agrees");
  await expect(completeAuthorization({ ...callback, verifier })).rejects.toMatchObject({ code: "unauthorized" });
});

test("a code that comes twice revokes what it gave the first time", async () => {
  const callback = await calledBack("agrees");
  const tokens = await completeAuthorization(callback);
  await expect(completeAuthorization(callback)).rejects.toMatchObject({ code: "unauthorized" });
  const transport = transportTo(server, { tokens: await storeOf(tokens) });
  expect(await callAll(transport, [server.apiUrl])).toEqual(["unauthorized"]);
});

test("a callback from another issuer is refused before its code is sent anywhere (RFC 9207)", async () => {
  const callback = await calledBack("agrees");
  const granted = server.grants().length;
  const mixedUp = completeAuthorization({ ...callback, issuer: "https://elsewhere.test" });
  await expect(mixedUp).rejects.toMatchObject({ code: "invalid" });
  expect(server.grants()).toHaveLength(granted);
});
