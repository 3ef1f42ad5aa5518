import { expect, test } from "vitest";
import { apiKey } from "../credentials/api-key.ts";
import { bearer } from "../credentials/bearer.ts";
import type { TransportOptions } from "../options.ts";
import { answer, rig } from "../testing/index.ts";
import type { Step } from "../testing/index.ts";
import { createTransport } from "../transport.ts";

const ok = answer(200);

test("case 114: POST with consumed stream + 401 -> 401 surfaced, not an empty replay", async () => {
  let token = "old";
  const { call, sent } = rig({ credential: bearer(() => token) }, () => {
    token = "new";
    return new Response("", { status: 401 });
  });
  const response = await call({ method: "POST", body: new Blob(["text"]).stream() });
  expect([response.status, sent.map(({ body }) => body)]).toEqual([401, ["text"]]);
});

/** Everything that identifies the caller, or ties requests together. */
const everything: TransportOptions = {
  origins: ["https://api.test"],
  idempotency: { header: "Idempotency-Key" },
  trace: { header: "x-correlation-id", traceparent: true, attemptHeader: "x-attempt" },
};
const secrets = [
  "authorization",
  "cookie",
  "x-api-key",
  "idempotency-key",
  "x-correlation-id",
  "traceparent",
  "x-attempt",
];

test("case 115: absolute URL / Link `next` on another origin -> no Authorization, cookie, api-key, idempotency key", async () => {
  const key = apiKey({ in: "header", name: "X-Api-Key", value: "k" });
  for (const credential of [bearer("t"), key, apiKey({ in: "query", name: "key", value: "k" })]) {
    const { call, sent } = rig({ ...everything, credential }, ok);
    await call({ method: "POST" }, {}, "https://evil.test/next?page=2");
    expect(secrets.filter((name) => sent[0]?.headers.has(name))).toEqual([]);
    expect(sent[0]?.url).toBe("https://evil.test/next?page=2");
  }
});

test("case 116: same-origin `next` keeps Authorization", async () => {
  const { call, sent } = rig({ ...everything, credential: bearer("t") }, ok);
  await call({}, {}, "https://api.test/next?page=2");
  expect(sent[0]?.headers.get("authorization")).toBe("Bearer t");
});

test("case 117: `//evil/x`, `https://api@evil/`, `\\\\evil`, tab/newline in URL, path param `../` -> cannot change origin", async () => {
  const crafted = ["https://api.test@evil.test/", "https://user:pass@api.test/"];
  for (const url of crafted) {
    const { start, sent } = rig({ ...everything, credential: bearer("t") }, ok);
    await expect(start({}, {}, url)).rejects.toThrow(TypeError);
    expect(sent).toHaveLength(0);
  }
  const resolved = [
    "https://evil.test\\@api.test/",
    "https:\\\\evil.test/x",
    "ht\ttps://ev\nil.test/",
    "https://api.test.evil.test/",
    new URL("//evil.test/x", "https://api.test/things").href,
  ];
  for (const url of resolved) {
    const { call, sent } = rig({ ...everything, credential: bearer("t") }, ok);
    await call({}, {}, url).catch(() => undefined);
    expect(sent.filter(({ headers }) => headers.has("authorization"))).toEqual([]);
  }
  const { call, sent } = rig({ ...everything, credential: bearer("t") }, ok);
  await call({}, {}, "https://api.test/things/../../../other");
  expect(sent[0]?.url).toBe("https://api.test/other");
});

test("case 118: redirect to other origin strips `x-api-key` etc.", async () => {
  const hop: Step = ({ url }) =>
    url.includes("api.test")
      ? new Response("", { status: 307, headers: { location: "https://evil.test/x" } })
      : new Response("arrived");
  const credential = apiKey({ in: "header", name: "X-Api-Key", value: "k" });
  const { call, sent } = rig({ ...everything, credential }, hop);
  const response = await call({
    method: "POST",
    body: "b",
    headers: { cookie: "c", "x-own": "o", accept: "text/plain" },
  });
  expect([response.status, response.redirected, sent.map(({ url }) => url)]).toEqual([
    200,
    true,
    ["https://api.test/things", "https://evil.test/x"],
  ]);
  expect(sent[0]?.headers.get("x-api-key")).toBe("k");
  expect([...(sent[1]?.headers.keys() ?? [])].toSorted()).toEqual(["accept", "content-type"]);
});

test("case 119: https -> http redirect or base URL refused when a credential is attached (localhost exempt)", async () => {
  const hop = answer(302, { location: "http://api.test/x" });
  const redirected = rig({ credential: bearer("t") }, hop, ok);
  await expect(redirected.call()).rejects.toMatchObject({ code: "invalid" });
  const plain = rig({ credential: bearer("t") }, ok);
  await expect(plain.call({}, {}, "http://api.test/")).rejects.toMatchObject({ code: "invalid" });
  expect([redirected.sent.length, plain.sent.length]).toEqual([1, 0]);
  for (const url of ["http://localhost:8080/", "http://127.0.0.1/", "http://[::1]:3000/"]) {
    const { call, sent } = rig({ credential: bearer("t") }, ok);
    expect([(await call({}, {}, url)).status, sent[0]?.headers.get("authorization")]).toEqual([200, "Bearer t"]);
  }
});

test("case 120: origin compare = scheme+host+port, case-insensitive host, default ports equal", async () => {
  const cases = [
    ["https://API.test:443/x", true],
    ["https://api.test/", true],
    ["https://api.test:8443/", false],
    ["https://www.api.test/", false],
  ] as const;
  for (const [url, signed] of cases) {
    const { call, sent } = rig({ origins: ["HTTPS://api.TEST"], credential: bearer("t") }, ok);
    await call({}, {}, url);
    expect([url, sent[0]?.headers.has("authorization")]).toEqual([url, signed]);
  }
  expect(() => createTransport({ origins: ["api.test"] })).toThrow(TypeError);
});
