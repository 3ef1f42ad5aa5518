import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemFetch } from "../clock.ts";
import { createTransport } from "../transport.ts";
import { beginAuthorization, completeAuthorization, memoryTokenStore, oauth2 } from "./oauth2.ts";

const redirectUri = "http://127.0.0.1:9/callback";
const client = { clientId: "app", clientSecret: "a-secret-of-sufficient-length" };
let issuer = "";
let close: () => void = () => undefined;

beforeAll(async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this kind.
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ["authorization_code", "refresh_token", "client_credentials"],
      },
    ],
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: true } },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: () => Promise.resolve(true),
    cookies: { keys: ["a key for the cookies of a test"] },
  });
  const handle = provider.callback();
  server.on("request", (request, response) => void handle(request, response));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
afterAll(() => close());

/** A person at a browser: follows redirects, keeps cookies, signs in and agrees. Gives the address of the callback. */
async function agree(start: string): Promise<string> {
  const cookies = new Map<string, string>();
  let page: Page = { url: start, form: undefined };
  for (let step = 0; step < 20 && !page.url.startsWith(redirectUri); step += 1) page = await turn(page, cookies);
  return page.url;
}

interface Page {
  readonly url: string;
  /** What the person fills in, when the page is a form. */
  readonly form: URLSearchParams | undefined;
}

async function turn({ url, form }: Page, cookies: Map<string, string>): Promise<Page> {
  const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
  const init = form === undefined ? {} : { method: "POST", body: form };
  const response = await systemFetch(url, { ...init, redirect: "manual", headers: { cookie } });
  for (const line of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    cookies.set(name, value);
  }
  const location = response.headers.get("location");
  if (location !== null) return { url: new URL(location, url).href, form: undefined };
  const text = await response.text();
  const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1] ?? "";
  return {
    url: /action="([^"]+)"/.exec(text)?.[1] ?? url,
    form: new URLSearchParams({ prompt, login: "ann", password: "x" }),
  };
}

async function connect() {
  const begun = await beginAuthorization({
    authorizationUrl: `${issuer}/auth`,
    clientId: client.clientId,
    redirectUri,
    scopes: ["openid"],
  });
  const callbackUrl = await agree(begun.url);
  return completeAuthorization({ ...client, tokenUrl: `${issuer}/token`, redirectUri, callbackUrl, ...begun });
}

test("a certified server connects an account by authorization code with PKCE, and takes each rotated refresh token once", async () => {
  const first = await connect();
  expect(first).toMatchObject({ tokenType: "bearer", refreshToken: expect.any(String) as unknown });
  const tokens = memoryTokenStore();
  await tokens.save("k", first);
  const transport = createTransport({
    origins: [issuer],
    credential: oauth2({ ...client, tokenUrl: `${issuer}/token`, tokens, key: "k" }),
  });
  expect((await transport.fetch(`${issuer}/me`)).status).toBe(200);
  await tokens.save("k", { ...first, accessToken: "no-longer-good" });
  const renewing = createTransport({
    origins: [issuer],
    credential: oauth2({ ...client, tokenUrl: `${issuer}/token`, tokens, key: "k" }),
  });
  const answers = await Promise.all(Array.from({ length: 10 }, () => renewing.fetch(`${issuer}/me`)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  const second = await tokens.load("k");
  expect(second?.refreshToken).not.toBe(first.refreshToken);
});

test("a refresh token that is used again revokes the grant, and that ends as unauthorized, told once", async () => {
  const first = await connect();
  const tokens = memoryTokenStore();
  const store = (accessToken: string) => tokens.save("k", { ...first, accessToken });
  const open = () =>
    createTransport({
      origins: [issuer],
      credential: oauth2({ ...client, tokenUrl: `${issuer}/token`, tokens, key: "k" }),
    });
  await store("stale");
  expect((await open().fetch(`${issuer}/me`)).status).toBe(200);
  await store("stale-again");
  const transport = open();
  const told: string[] = [];
  transport.events.subscribe(({ type }) => told.push(type));
  const calls = Array.from({ length: 3 }, () => transport.fetch(`${issuer}/me`));
  for (const end of await Promise.allSettled(calls)) expect(end).toMatchObject({ reason: { code: "unauthorized" } });
  expect(told.filter((type) => type === "unauthorized")).toHaveLength(1);
});

test("client credentials get a token of the product's own", async () => {
  const tokens = memoryTokenStore();
  const sent: (string | null)[] = [];
  const transport = createTransport({
    origins: ["https://api.test"],
    credential: oauth2({ ...client, grant: "client_credentials", tokenUrl: `${issuer}/token`, tokens, key: "k" }),
    fetch: (input, init) => {
      const request = new Request(input, init);
      if (request.url.startsWith(issuer)) return systemFetch(input, init);
      sent.push(request.headers.get("authorization"));
      return Promise.resolve(new Response());
    },
  });
  await transport.fetch("https://api.test/");
  expect(sent).toEqual([expect.stringMatching(/^Bearer .{20,}$/)]);
  expect((await tokens.load("k"))?.expiresAt).toBeGreaterThan(0);
});
