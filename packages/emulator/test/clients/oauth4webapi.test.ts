import type { Connector } from "@waybill/sync/connector";
import * as oauth from "oauth4webapi";
import { describe, expect, test } from "vitest";
import { notesDocument } from "./notes.document.ts";
import { fetchOf, start } from "./start.ts";
import { inferConnector } from "@waybill/codegen";

const origin = "https://api.notes.example";
const redirectUri = "http://127.0.0.1:5173/callback";
const { connector: inferred } = inferConnector(notesDocument, { name: "notes" });
const connector: Connector = {
  ...inferred,
  auth: [{ kind: "oauth2", authorizationUrl: "/oauth/authorize", tokenUrl: "/oauth/token", scopes: ["gists.read"] }],
};

function setUp() {
  const emulator = start(notesDocument, { connector, auth: "enforce" });
  const { clientId, clientSecret, authorizePath, tokenPath, revokePath } = emulator.credentials();
  const server: oauth.AuthorizationServer = {
    issuer: origin,
    authorization_endpoint: origin + authorizePath,
    token_endpoint: origin + tokenPath,
    revocation_endpoint: origin + revokePath,
  };
  const client: oauth.Client = { client_id: clientId };
  const send = fetchOf(emulator);
  const options = { [oauth.customFetch]: (url: string, init: object) => send(url, init) };
  const read = (token: string) =>
    oauth.protectedResourceRequest(token, "GET", new URL(`${origin}/gists`), undefined, undefined, options);
  return { emulator, server, client, options, read, secret: oauth.ClientSecretPost(clientSecret) };
}

type SetUp = ReturnType<typeof setUp>;

/** The whole of it, the customer's click included. */
async function signIn({ emulator, server, client, options }: SetUp): Promise<oauth.TokenEndpointResponse> {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const asked = new URLSearchParams({
    response_type: "code",
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope: "gists.read",
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    decision: "allow",
  });
  const answer = await emulator.fetch(new Request(`${server.authorization_endpoint}`, { method: "POST", body: asked }));
  const parameters = oauth.validateAuthResponse(server, client, new URL(answer.headers.get("location") ?? ""), state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri,
    verifier,
    options,
  );
  return oauth.processAuthorizationCodeResponse(server, client, response);
}

const refresh = async ({ server, client, options }: SetUp, token: string | undefined) =>
  oauth.processRefreshTokenResponse(
    server,
    client,
    await oauth.refreshTokenGrantRequest(server, client, oauth.None(), `${token}`, options),
  );

describe("oauth4webapi", () => {
  test("signs in with a code and PKCE, and reads with the token", async () => {
    const all = setUp();
    const { access_token: token, scope, expires_in: ttl } = await signIn(all);
    expect([scope, ttl]).toEqual(["gists.read", 3600]);
    expect((await all.read(token)).status).toBe(200);
  });

  test("refreshes with rotation; a token used twice ends the grant", async () => {
    const all = setUp();
    const first = await signIn(all);
    const second = await refresh(all, first.refresh_token);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await all.read(second.access_token)).status).toBe(200);
    await expect(refresh(all, first.refresh_token)).rejects.toMatchObject({ error: "invalid_grant" });
    await expect(all.read(second.access_token)).rejects.toThrow(oauth.WWWAuthenticateChallengeError);
  });

  test("gets tokens for itself by client credentials", async () => {
    const { server, client, options, secret, read } = setUp();
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      secret,
      { scope: "gists.read" },
      options,
    );
    const { access_token: token } = await oauth.processClientCredentialsResponse(server, client, response);
    expect((await read(token)).status).toBe(200);
  });

  test("revokes what it was given", async () => {
    const all = setUp();
    const { access_token: token, refresh_token: grant } = await signIn(all);
    const response = await oauth.revocationRequest(all.server, all.client, oauth.None(), `${grant}`, all.options);
    await oauth.processRevocationResponse(response);
    await expect(all.read(token)).rejects.toThrow(oauth.WWWAuthenticateChallengeError);
  });
});
