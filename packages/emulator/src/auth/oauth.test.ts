import type { JsonObject } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "../emulator.ts";
import { harbor, harborDocument, stillClock } from "../harbor.test.fixture.ts";
import { base64 } from "./authenticate.ts";
import { s256 } from "./token-endpoint.ts";

const origin = "https://api.harbor.example";
const redirectUri = "http://127.0.0.1:5173/callback";
const verifier = "a-verifier-of-forty-three-characters-or-more-0";
const oauth = {
  kind: "oauth2",
  tokenUrl: "https://id.harbor.example/oauth/token",
  authorizationUrl: "/oauth/authorize",
  scopes: ["contacts.read"],
} as const;

function setUp(auth: Parameters<typeof harbor>[1] = { auth: [oauth] }) {
  const clock = stillClock();
  const emulator = createEmulator({
    document: harborDocument,
    connector: harbor({}, auth),
    clock,
    auth: "enforce",
    tokenTtlMs: 60_000,
    clientName: "Ledgerly",
  });
  return { clock, emulator };
}

async function token(emulator: Emulator, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const { clientId, tokenPath } = emulator.credentials();
  const body = new URLSearchParams({ client_id: clientId, ...fields });
  const response = await emulator.fetch(new Request(origin + tokenPath, { method: "POST", body, headers }));
  return { status: response.status, headers: response.headers, body: (await response.json()) as JsonObject };
}

async function consent(emulator: Emulator, changes: Record<string, string> = {}): Promise<URL> {
  const { clientId, authorizePath } = emulator.credentials();
  const body = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    state: "s1",
    code_challenge: await s256(verifier),
    code_challenge_method: "S256",
    decision: "allow",
    ...changes,
  });
  const response = await emulator.fetch(new Request(origin + authorizePath, { method: "POST", body }));
  return new URL(response.headers.get("location") ?? `about:blank?status=${response.status}`);
}

const redeem = async (emulator: Emulator, code: string, changes: Record<string, string> = {}) =>
  token(emulator, {
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...changes,
  });

const list = (emulator: Emulator, headers: Record<string, string> = {}, query = "") =>
  emulator.fetch(new Request(`${origin}/contacts${query}`, { headers }));
const bearer = (accessToken: unknown) => ({ authorization: `Bearer ${accessToken as string}` });

describe("the authorization code grant with PKCE", () => {
  test("ends in tokens that work", async () => {
    const { emulator } = setUp();
    const back = await consent(emulator);
    expect([back.origin + back.pathname, back.searchParams.get("state")]).toEqual([redirectUri, "s1"]);
    const { status, body, headers } = await redeem(emulator, back.searchParams.get("code") ?? "");
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 60, scope: "contacts.read" });
    expect((await list(emulator, bearer(body["access_token"]))).status).toBe(200);
  });

  test("asks on a page that names the vendor, the client and what it may do", async () => {
    const { emulator } = setUp();
    const { clientId, authorizePath } = emulator.credentials();
    const query = new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: redirectUri,
      code_challenge: "x",
      code_challenge_method: "S256",
      scope: '"><script>',
    });
    const response = await emulator.fetch(new Request(`${origin}${authorizePath}?${query.toString()}`));
    const page = await response.text();
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page).toContain("Let Ledgerly use your Harbor CRM account?");
    expect(page).toContain("Allow access</button>");
    expect(page).not.toContain("<script>");
  });

  test("tells the client when the customer says no", async () => {
    const { emulator } = setUp();
    const back = await consent(emulator, { decision: "deny" });
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: "access_denied", state: "s1" });
  });

  test.each([
    ["no proof key", { code_challenge_method: "plain" }, "invalid_request"],
    ["another response type", { response_type: "token" }, "unsupported_response_type"],
  ])("sends back a request with %s", async (_, changes, error) => {
    expect((await consent(setUp().emulator, changes)).searchParams.get("error")).toBe(error);
  });

  test.each([
    ["a stranger", { client_id: "nobody" }],
    ["no address", { redirect_uri: "not a url" }],
    ["a script", { redirect_uri: "javascript:alert(1)" }],
  ])("sends %s nowhere", async (_, changes) => {
    expect((await consent(setUp().emulator, changes)).searchParams.get("status")).toBe("400");
  });

  test.each([
    ["another verifier", { code_verifier: "wrong" }],
    ["another redirect address", { redirect_uri: "http://127.0.0.1/other" }],
  ])("gives no tokens for %s", async (_, changes) => {
    const { emulator } = setUp();
    const code = (await consent(emulator)).searchParams.get("code") ?? "";
    expect(await redeem(emulator, code, changes)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  test("takes a code once, and voids its tokens on the second try", async () => {
    const { emulator } = setUp();
    const code = (await consent(emulator)).searchParams.get("code") ?? "";
    const { body } = await redeem(emulator, code);
    expect((await redeem(emulator, code)).body["error"]).toBe("invalid_grant");
    expect((await list(emulator, bearer(body["access_token"]))).status).toBe(401);
  });

  test("takes a code for a minute", async () => {
    const { emulator, clock } = setUp();
    const code = (await consent(emulator)).searchParams.get("code") ?? "";
    clock.advance(60_000);
    expect((await redeem(emulator, code)).body["error"]).toBe("invalid_grant");
  });
});

describe("a refresh token", () => {
  const refresh = (emulator: Emulator, refreshToken: unknown) =>
    token(emulator, { grant_type: "refresh_token", refresh_token: refreshToken as string });

  test("is traded for new tokens once the access token has expired", async () => {
    const { emulator, clock } = setUp();
    const { accessToken, refreshToken } = emulator.issueTokens();
    clock.advance(60_000);
    const refused = await list(emulator, bearer(accessToken));
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      401,
      expect.stringContaining('error="invalid_token"'),
    ]);
    const { body } = await refresh(emulator, refreshToken);
    expect(body["refresh_token"]).not.toBe(refreshToken);
    expect((await list(emulator, bearer(body["access_token"]))).status).toBe(200);
  });

  test("that was spent voids the whole grant when it comes back", async () => {
    const { emulator } = setUp();
    const { refreshToken } = emulator.issueTokens();
    const { body } = await refresh(emulator, refreshToken);
    expect((await refresh(emulator, refreshToken)).body["error"]).toBe("invalid_grant");
    expect((await refresh(emulator, body["refresh_token"])).body["error"]).toBe("invalid_grant");
    expect((await list(emulator, bearer(body["access_token"]))).status).toBe(401);
  });
});

describe("the token endpoint", () => {
  test("gives client credentials to a client with its secret only", async () => {
    const { emulator } = setUp();
    const { clientId, clientSecret } = emulator.credentials();
    const basic = { authorization: `Basic ${base64(`${clientId}:${clientSecret}`)}` };
    expect((await token(emulator, { grant_type: "client_credentials" }, basic)).status).toBe(200);
    expect((await token(emulator, { grant_type: "client_credentials", client_secret: clientSecret })).status).toBe(200);
    expect((await token(emulator, { grant_type: "client_credentials" })).body["error"]).toBe("invalid_client");
  });

  test.each([
    ["another secret", { grant_type: "refresh_token", client_secret: "wrong" }, "invalid_client"],
    ["no grant type", {}, "invalid_request"],
    ["a grant of another kind", { grant_type: "password" }, "unsupported_grant_type"],
    ["a refresh token of nobody", { grant_type: "refresh_token", refresh_token: "x" }, "invalid_grant"],
  ])("refuses %s", async (_, fields: Record<string, string>, error) => {
    expect((await token(setUp().emulator, fields)).body["error"]).toBe(error);
  });
});

describe("a request without OAuth", () => {
  const schemes = [
    ["bearer", { kind: "bearer" }, (e: Emulator) => list(e, bearer(e.credentials().bearer)), "Bearer"],
    [
      "basic",
      { kind: "basic" },
      (e: Emulator) =>
        list(e, { authorization: `Basic ${base64(`${e.credentials().username}:${e.credentials().password}`)}` }),
      "Basic",
    ],
    [
      "a key in a header",
      { kind: "apiKey", in: "header", name: "X-Key" },
      (e: Emulator) => list(e, { "x-key": e.credentials().apiKey }),
      "ApiKey",
    ],
    [
      "a key in the query",
      { kind: "apiKey", in: "query", name: "key" },
      (e: Emulator) => list(e, {}, `?key=${e.credentials().apiKey}`),
      "ApiKey",
    ],
    [
      "a key in a cookie",
      { kind: "apiKey", in: "cookie", name: "sid" },
      (e: Emulator) => list(e, { cookie: `a=b; sid=${e.credentials().apiKey}` }),
      "ApiKey",
    ],
  ] as const;

  test.each(schemes)("is let in by %s, and told how to come in otherwise", async (_, scheme, request, challenge) => {
    const { emulator } = setUp({ auth: [scheme] });
    expect((await request(emulator)).status).toBe(200);
    const refused = await list(emulator);
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      401,
      expect.stringMatching(`^${challenge} realm="Harbor CRM"`),
    ]);
  });

  test("is let in where the vendor asks for nothing", async () => {
    expect((await list(setUp({ auth: [] }).emulator)).status).toBe(200);
  });
});
