import { inspect } from "node:util";
import { expect, test } from "vitest";
import { apiKey } from "../credentials/api-key.ts";
import { basic } from "../credentials/basic.ts";
import { bearer } from "../credentials/bearer.ts";
import type { TransportEvent } from "../events/events.ts";
import { cache, memoryCacheStore } from "../layers/cache.ts";
import { deprecations } from "../layers/deprecations.ts";
import { hedge } from "../layers/hedge.ts";
import { answer, rig, scriptedVendor } from "../testing/index.ts";
import type { Step } from "../testing/index.ts";
import { createTransport } from "../transport.ts";

const ok = answer(200);
const down = answer(503);

test("case 137: stored ETag -> `If-None-Match` verbatim (weak ok, quotes kept); 304 -> cached body + updated headers; Vary and credential in the key; 412 on `If-Match` -> typed, never retried", async () => {
  for (const etag of ['W/"weak"', '"strong"']) {
    const store = memoryCacheStore();
    const stored = answer(
      200,
      { etag, "cache-control": "no-cache", "x-version": "1", vary: "accept-language" },
      "body",
    );
    const { call, clock, sent } = rig(
      { cache: cache({ store }), credential: bearer("t") },
      stored,
      answer(304, { etag, "x-version": "2" }),
      ok,
    );
    const english = { headers: { "accept-language": "en" } };
    expect(await clock.settle((await call(english)).text())).toBe("body");
    await clock.advance(1);
    const again = await call(english);
    expect([again.status, again.headers.get("x-version"), await clock.settle(again.text())]).toEqual([
      200,
      "2",
      "body",
    ]);
    expect(sent[1]?.headers.get("if-none-match")).toBe(etag);
    await call({ headers: { "accept-language": "de" } });
    expect(sent[2]?.headers.has("if-none-match")).toBe(false);
    const { fetch, sent: others } = scriptedVendor(clock, ok);
    const other = createTransport({
      clock,
      fetch,
      cache: cache({ store }),
      credential: basic({ username: "u", password: "p" }),
    });
    await clock.settle(other.fetch("https://api.test/things", english));
    expect(others[0]?.headers.has("if-none-match")).toBe(false);
  }
  const { call, events, sent } = rig({}, answer(412));
  expect((await call({ method: "PUT", headers: { "if-match": '"v1"' } })).status).toBe(412);
  expect([sent.length, events.at(-1)]).toMatchObject([1, { failure: { code: "conflict", status: 412 } }]);
});

test("case 138: logs/errors: Authorization, Cookie, Set-Cookie, Proxy-Authorization, api keys, token-like query params redacted (allow-list); `JSON.stringify(error)`/`util.inspect` too", async () => {
  const headers = { cookie: "HUSH1", "proxy-authorization": "HUSH2", "x-custom": "HUSH3" };
  const credentials = [
    bearer("HUSH4"),
    basic({ username: "u", password: "HUSH5" }),
    apiKey({ in: "header", name: "x-key", value: "HUSH6" }),
    apiKey({ in: "query", name: "key", value: "HUSH7" }),
  ];
  const refused = answer(
    429,
    { "set-cookie": "HUSH8", "retry-after": "999999", "www-authenticate": "HUSH9" },
    "HUSH10",
  );
  const lost: Step = () => Promise.reject(new TypeError("fetch failed"));
  for (const credential of credentials) {
    for (const step of [refused, lost]) {
      const { call, events, transport } = rig({ credential, allowSecretsInBrowser: true }, step);
      const url = "https://api.test/things?access_token=HUSH11";
      const error: unknown = await call({ method: "PUT", headers, body: "HUSH12" }, {}, url).catch(
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(Error);
      const printed = [
        inspect(error, { depth: 9, showHidden: true }),
        JSON.stringify(error),
        String(error),
        inspect(events, { depth: 9 }),
        inspect(transport.health(), { depth: 9 }),
      ].join("\n");
      expect(printed).not.toContain("HUSH");
    }
  }
});

test("case 139: `Deprecation: @1688169599`, legacy `true` and HTTP-date; `Sunset` HTTP-date; `Link rel=deprecation/sunset/successor-version`; reported once per operation+date; malformed ignored", async () => {
  const notices = (events: readonly TransportEvent[]) =>
    events.flatMap((event) => (event.type === "deprecation" ? [event.notice] : []));
  const links =
    '<https://docs.test/d>; rel="deprecation", </v2/things>; rel="successor-version sunset"; type="text/html"';
  const { call, events } = rig(
    { deprecations: deprecations() },
    answer(200, { deprecation: "@1688169599", sunset: "Wed, 01 Jan 2031 00:00:00 GMT", link: links }),
  );
  await call();
  await call();
  await call({}, { operation: "other" });
  const told = {
    deprecatedAt: 1_688_169_599_000,
    sunsetAt: Date.UTC(2031, 0, 1),
    links: { deprecation: "https://docs.test/d", "successor-version": "/v2/things", sunset: "/v2/things" },
  };
  expect(notices(events)).toEqual([
    { operation: "/things", ...told },
    { operation: "other", ...told },
  ]);
  const forms = [
    [{ deprecation: "true" }, [{ deprecatedAt: undefined }]],
    [{ deprecation: "Sun, 11 Nov 2018 23:59:59 GMT" }, [{ deprecatedAt: Date.UTC(2018, 10, 11, 23, 59, 59) }]],
    [{ deprecation: "@soon" }, []],
    [{ sunset: "tomorrow" }, []],
  ] as const;
  for (const [headers, want] of forms) {
    const one = rig({ deprecations: deprecations() }, answer(200, headers));
    await one.call();
    expect(notices(one.events)).toMatchObject(want);
  }
});

test("case 140: traceparent `00-32hex-16hex-2hex`, never all zero, same trace id + new span id per try; not sent to origins outside an allow-list (CORS)", async () => {
  const trace = { traceparent: true };
  const { call, sent } = rig({ origins: ["https://api.test"], trace }, down, ok);
  await call();
  await call({}, {}, "https://elsewhere.test/");
  const [first, second, foreign] = sent.map(({ headers }) => headers.get("traceparent"));
  const parts = [first, second].map((value) => /^00-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/.exec(value ?? ""));
  expect(parts[0]?.[1]).toBe(parts[1]?.[1]);
  expect(parts[0]?.[2]).not.toBe(parts[1]?.[2]);
  expect(foreign).toBeNull();
  const zero = rig({ trace, randomBytes: (length) => new Uint8Array(length) }, ok);
  await zero.call();
  expect(zero.sent[0]?.headers.get("traceparent")).toBe(`00-${"0".repeat(31)}1-${"0".repeat(15)}1-01`);
});

test("case 141: correlation id constant over tries/hedges, attempt number increments, server request id exposed on success and error", async () => {
  const slow: Step = async () => {
    await clock.sleep(5000);
    return new Response();
  };
  const named = (status: number, id: string): Step => answer(status, { "x-request-id": id });
  const options = { trace: { header: "x-correlation-id" }, hedge: hedge({ delayMs: 1000 }) };
  const { call, clock, sent, events } = rig(options, named(503, "a"), slow, named(404, "b"));
  await call({}, { correlationId: "run-7" });
  expect(sent.map(({ headers }) => headers.get("x-correlation-id"))).toEqual(["run-7", "run-7", "run-7"]);
  expect(new Set(events.map(({ correlationId, callId }) => `${correlationId} ${callId}`)).size).toBe(1);
  expect(events.flatMap((event) => (event.type === "attempt" ? [event.attempt] : []))).toEqual([1, 2, 3]);
  expect(events.flatMap((event) => (event.type === "answer" ? [event.requestId] : []))).toEqual(["a", "b"]);
  expect(events.find(({ type }) => type === "end")).toMatchObject({
    attempts: 3,
    failure: { code: "not_found", requestId: "b" },
  });
});
