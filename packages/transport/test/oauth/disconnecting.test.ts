import { afterEach, beforeEach, expect, test } from "vitest";
import { revokeTokens } from "../../src/credentials/oauth2.ts";
import type { AuthorizationServer } from "./authorization-server.ts";
import { callAll, client, connect, key, startServer, storeOf, transportTo } from "./session.ts";

let server: AuthorizationServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

test("an account that is disconnected is so at the vendor and here, and its transport says it once", async () => {
  const tokens = await storeOf(await connect(server));
  const transport = transportTo(server, { tokens });
  expect(await callAll(transport, [server.apiUrl])).toEqual([200]);
  const told: string[] = [];
  transport.events.subscribe(({ type }) => void told.push(type));

  await revokeTokens({ ...client, tokenUrl: server.tokenUrl, revocationUrl: server.revocationUrl, tokens, key });

  expect([await tokens.load(key), server.grants()]).toEqual([
    undefined,
    ["granted authorization_code", "grant revoked"],
  ]);
  const ends = await callAll(transport, [server.apiUrl, server.apiUrl]);
  expect(ends).toEqual(["unauthorized", "unauthorized"]);
  expect(told.filter((type) => type === "unauthorized")).toHaveLength(1);
});

test("a copy of the tokens is worth nothing after that", async () => {
  const copied = await connect(server);
  const tokens = await storeOf(copied);
  await revokeTokens({ ...client, tokenUrl: server.tokenUrl, revocationUrl: server.revocationUrl, tokens, key });
  const thief = transportTo(server, { tokens: await storeOf(copied) });
  expect(await callAll(thief, [server.apiUrl])).toEqual(["unauthorized"]);
});
