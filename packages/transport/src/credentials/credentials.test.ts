import { inspect } from "node:util";
import { expect, test } from "vitest";
import { renewalSession } from "../../test/oauth/renewing-vendor.ts";
import { withHeader } from "../call/outgoing.ts";
import { answer, rig } from "../testing/index.ts";
import type { Step } from "../testing/index.ts";
import { apiKey } from "./api-key.ts";
import { basic } from "./basic.ts";
import { bearer } from "./bearer.ts";
import type { Credential } from "./credential.ts";
import { memoryTokenStore, oauth2 } from "./oauth2.ts";

const ok = answer(200);

test("basic sends name and password in UTF-8 (RFC 7617), and says that what it holds is secret", async () => {
  const credential = basic({ username: "Jörg", password: "£:5" });
  const { call, sent } = rig({ credential }, ok);
  await call();
  const value = Buffer.from("Jörg:£:5", "utf8").toString("base64");
  expect(sent[0]?.headers.get("authorization")).toBe(`Basic ${value}`);
  expect(credential).toMatchObject({ id: "basic:Jörg", secret: true, authorizationOnly: true });
});

test("a name with a colon cannot be told from its password, and is refused", () => {
  expect(() => basic({ username: "a:b", password: "c" })).toThrow(TypeError);
});

test("an API key goes into the header or the query that it names, beside what is there", async () => {
  const header = rig({ credential: apiKey({ in: "header", name: "X-Api-Key", value: "k" }) }, ok);
  await header.call();
  expect(header.sent[0]?.headers.get("x-api-key")).toBe("k");
  const query = rig({ credential: apiKey({ in: "query", name: "key", value: "a&b" }) }, ok);
  await query.call({}, {}, "https://api.test/things?page=2&key=old");
  expect(query.sent[0]?.url).toBe("https://api.test/things?page=2&key=a%26b");
});

test("a bearer function is asked before every request, and once more after a refusal", async () => {
  const tokens = ["one", "two", "three"];
  let asked = 0;
  const credential = bearer(() => tokens[(asked += 1) - 1] ?? "three");
  const { call, sent } = rig({ credential }, answer(401), ok);
  expect((await call()).status).toBe(200);
  expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer one", "Bearer three"]);
});

test.each<{ what: string; credential: Credential }>([
  { what: "a page instead of a token", credential: bearer(() => "hush\n<html>") },
  { what: "a token with a letter that is not Latin", credential: bearer("hush\u200b") },
  { what: "a key of two lines", credential: apiKey({ in: "header", name: "X-Api-Key", value: "hush\r\nhush" }) },
])("$what is not sent, and no failure repeats it", async ({ credential }) => {
  const { call, sent } = rig({ credential }, ok);
  const thrown = await call().catch((error: unknown) => error);
  expect(thrown).toMatchObject({ failure: { code: "invalid", message: expect.stringContaining("nothing was sent") } });
  expect(inspect(thrown, { depth: 9 })).not.toContain("hush");
  expect(sent).toEqual([]);
});

test("a token with white space around it is sent, as platforms send it", async () => {
  const { call, sent } = rig({ credential: bearer(() => "one\n") }, ok);
  await call();
  expect(sent[0]?.headers.get("authorization")).toBe("Bearer one");
});

test.each(['""', "null"])("no token (%s) is not sent as one", async (text) => {
  const { call, sent } = rig({ credential: bearer(() => JSON.parse(text)) }, ok);
  await expect(call()).rejects.toThrow("bearer(): there is no token, so nothing was sent.");
  expect(sent).toEqual([]);
});

test("a custom credential attaches what it likes, and renews when the vendor's own way of refusing says so", async () => {
  let generation = 1;
  const session: Credential = {
    id: "session:ann",
    secret: false,
    authorizationOnly: false,
    sign: (request) => ({ request: withHeader(request, "x-session", `s${generation}`), stamp: `s${generation}` }),
    renew: async (stamp) => {
      if (stamp === `s${generation}`) generation += 1;
      return true;
    },
    expired: (response) => response.status === 419,
  };
  const { start, clock, sent, events } = rig({ credential: session, throttle: false }, ({ headers }) =>
    headers.get("x-session") === "s2" ? new Response() : new Response("", { status: 419 }),
  );
  const answers = await clock.settle(Promise.all([start(), start(), start()]));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(generation).toBe(2);
  expect(sent).toHaveLength(6);
  expect(events.filter(({ type }) => type === "unauthorized")).toEqual([]);
});

test("a missing scope is forbidden and names the scope; nothing is renewed over it", async () => {
  const challenge = 'Bearer error="insufficient_scope", scope="contacts.write"';
  const { vendor, tab, clock } = await renewalSession();
  const transport = tab(
    {},
    { fetch: async () => new Response("", { status: 403, headers: { "www-authenticate": challenge } }) },
  );
  const ends: unknown[] = [];
  transport.events.subscribe((event) => {
    if (event.type === "end" || event.type === "unauthorized") ends.push([event.type, event.failure]);
  });
  await clock.settle(transport.fetch("https://api.test/"));
  expect(ends).toMatchObject([["end", { code: "forbidden", scope: "contacts.write", action: "grant" }]]);
  expect(vendor.asked).toEqual([]);
});

test.for([400, 403])(
  "a vendor that says 'expired' with %i and a code is understood, and its other answers are left alone",
  async (status) => {
    const { vendor, tab, clock } = await renewalSession({ accessToken: "access-0" });
    const saying = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      const response = await vendor.fetch(input, init);
      if (response.status !== 401) return response;
      return Response.json({ error: { code: code.shift() } }, { status });
    };
    const code = ["token_expired", "bad_name"];
    const expired = [{ status, code: { at: ["error", "code"], is: ["token_expired"] } }];
    const transport = tab({ expired }, { fetch: saying });
    expect((await clock.settle(transport.fetch("https://api.test/"))).status).toBe(200);
    vendor.generation += 1;
    const other = await clock.settle(transport.fetch("https://api.test/"));
    expect([other.status, await clock.settle(other.json())]).toEqual([status, { error: { code: "bad_name" } }]);
    expect(vendor.asked).toHaveLength(1);
  },
);

const secrets = { access_token: "HUSH1", refresh_token: "HUSH2", client_secret: "HUSH3" };
const answers: readonly { readonly how: string; readonly step: Step }[] = [
  { how: "is no JSON", step: answer(200, { "content-type": "application/json" }, '{"access_token":"HUSH4"') },
  { how: "has no token type that is known", step: () => Response.json({ ...secrets, token_type: 7 }) },
  { how: "has no access token", step: () => Response.json({ refresh_token: "HUSH5" }) },
  {
    how: "is an error with a description",
    step: () => Response.json({ error: "invalid_request", error_description: "HUSH6" }, { status: 400 }),
  },
  { how: "is an error without a known name", step: () => Response.json({ error: "HUSH 7" }, { status: 400 }) },
  {
    how: "ends the grant",
    step: () => Response.json({ error: "invalid_grant", error_description: "HUSH8" }, { status: 400 }),
  },
  { how: "is a server error", step: answer(500, {}, "HUSH9") },
];

test.for(answers)("nothing secret is in the error when the token endpoint's answer $how", async ({ step }) => {
  const tokens = memoryTokenStore();
  await tokens.save("k", {
    format: 1,
    accessToken: "HUSH10",
    refreshToken: "HUSH11",
    tokenType: "bearer",
    expiresAt: 0,
  });
  const credential = oauth2({
    tokenUrl: "https://auth.test/",
    clientId: "c",
    clientSecret: "HUSH12",
    tokens,
    key: "k",
  });
  const { call, events } = rig({ credential, retry: false }, step);
  const error: unknown = await call().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  const printed = [
    inspect(error, { depth: 9, showHidden: true }),
    JSON.stringify(error),
    inspect(events, { depth: 9 }),
  ];
  expect(printed.join("\n")).not.toContain("HUSH");
});
