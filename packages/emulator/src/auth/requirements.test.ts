import type { AuthScheme, JsonObject } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "../emulator.ts";
import { harbor, harborDocument, stillClock } from "../harbor.test.fixture.ts";
import { base64 } from "./authenticate.ts";

const oauth: AuthScheme = { kind: "oauth2", tokenUrl: "/oauth/token", scopes: ["contacts.read"] };
const key: AuthScheme = { kind: "apiKey", in: "header", name: "X-Key" };

const securitySchemes: JsonObject = {
  oauth: {
    type: "oauth2",
    flows: {
      clientCredentials: {
        tokenUrl: "/oauth/token",
        scopes: { "contacts.read": "Read contacts", "contacts.write": "Change contacts" },
      },
    },
  },
  key: { type: "apiKey", in: "header", name: "X-Key" },
  app: { type: "http", scheme: "basic" },
};

const contacts = "/contacts";

/** The CRM's document with these requirements for its list of contacts. */
function secured(
  security: readonly JsonObject[],
  auth: readonly AuthScheme[] = [oauth, key, { kind: "basic" }],
): Emulator {
  const paths = harborDocument["paths"] as JsonObject;
  const path = paths[contacts] as JsonObject;
  const list = { ...(path["get"] as JsonObject), security };
  const document: JsonObject = {
    ...harborDocument,
    paths: { ...paths, [contacts]: { ...path, get: list } },
    components: { ...(harborDocument["components"] as JsonObject), securitySchemes },
  };
  return createEmulator({ document, connector: harbor({}, { auth }), clock: stillClock(), auth: "enforce" });
}

async function ask(emulator: Emulator, headers: Record<string, string>) {
  const response = await emulator.fetch(new Request(`https://api.harbor.example${contacts}`, { headers }));
  return [response.status, response.headers.get("www-authenticate")] as const;
}

async function tokenFor(emulator: Emulator, scope: string): Promise<string> {
  const { clientId, clientSecret, tokenPath } = emulator.credentials();
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    scope,
  });
  const response = await emulator.fetch(
    new Request(`https://api.harbor.example${tokenPath}`, { method: "POST", body }),
  );
  const json = (await response.json()) as { access_token?: string; error?: string };
  return json.access_token ?? `${json.error}`;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const basic = ({ username, password }: { username: string; password: string }) => ({
  authorization: `Basic ${base64(`${username}:${password}`)}`,
});

describe("an operation's security requirements", () => {
  test("name the scope that a token lacks: 403, and how to ask for it", async () => {
    const emulator = secured([{ oauth: ["contacts.write"] }]);
    const [status, challenge] = await ask(emulator, bearer(await tokenFor(emulator, "contacts.read")));
    expect(status).toBe(403);
    expect(challenge).toBe('Bearer realm="Harbor CRM", error="insufficient_scope", scope="contacts.write"');
    expect(await ask(emulator, bearer(await tokenFor(emulator, "contacts.read contacts.write")))).toEqual([200, null]);
  });

  test("let in by any one of them", async () => {
    const emulator = secured([{ oauth: ["contacts.write"] }, { key: [] }]);
    expect((await ask(emulator, { "x-key": emulator.credentials().apiKey }))[0]).toBe(200);
    expect((await ask(emulator, { "x-key": "another" }))[0]).toBe(401);
  });

  test("ask for all schemes of one at once", async () => {
    const emulator = secured([{ key: [], app: [] }]);
    const { apiKey, ...person } = emulator.credentials();
    expect((await ask(emulator, { "x-key": apiKey }))[0]).toBe(401);
    expect((await ask(emulator, basic(person)))[0]).toBe(401);
    expect((await ask(emulator, { "x-key": apiKey, ...basic(person) }))[0]).toBe(200);
  });

  test.each([
    ["are empty", []],
    ["say that nothing is needed", [{ key: [] }, {}]],
  ])("let everybody in where they %s", async (_, security: readonly JsonObject[]) => {
    expect((await ask(secured(security), {}))[0]).toBe(200);
  });

  test("yield to a scheme that only the connector knows", async () => {
    const emulator = secured([{ oauth: [] }], [oauth, { kind: "apiKey", in: "query", name: "key" }]);
    const { apiKey } = emulator.credentials();
    const response = await emulator.fetch(new Request(`https://api.harbor.example${contacts}?key=${apiKey}`));
    expect(response.status).toBe(200);
  });
});

describe("scopes", () => {
  test("that the vendor does not have are refused", async () => {
    expect(await tokenFor(secured([{ oauth: [] }]), "admin")).toBe("invalid_scope");
  });
});

describe("revocation (RFC 7009)", () => {
  const revoke = async (emulator: Emulator, fields: Record<string, string>) => {
    const { clientId, revokePath } = emulator.credentials();
    const body = new URLSearchParams({ client_id: clientId, ...fields });
    return (await emulator.fetch(new Request(`https://api.harbor.example${revokePath}`, { method: "POST", body })))
      .status;
  };

  test("of a refresh token ends the whole grant", async () => {
    const emulator = secured([{ oauth: [] }]);
    const { accessToken, refreshToken } = emulator.issueTokens();
    expect(await revoke(emulator, { token: refreshToken })).toBe(200);
    expect((await ask(emulator, bearer(accessToken)))[0]).toBe(401);
  });

  test("of an access token ends that one only", async () => {
    const emulator = secured([{ oauth: [] }]);
    const [first, second] = [emulator.issueTokens(), emulator.issueTokens()];
    await revoke(emulator, { token: first.accessToken });
    expect((await ask(emulator, bearer(first.accessToken)))[0]).toBe(401);
    expect((await ask(emulator, bearer(second.accessToken)))[0]).toBe(200);
  });

  test.each([
    ["a token of nobody", { token: "x" }, 200],
    ["no token", {}, 400],
    ["a client of nobody", { token: "x", client_id: "nobody" }, 401],
  ])("answers %s", async (_, fields: Record<string, string>, status) => {
    expect(await revoke(secured([]), fields)).toBe(status);
  });
});
