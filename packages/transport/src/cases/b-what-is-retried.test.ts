import { expect, test } from "vitest";
import { classify } from "../outcome/classify.ts";
import { answer, never, rig } from "../testing/index.ts";
import type { Step } from "../testing/index.ts";

const ok = answer(200);
const keyed = { idempotency: { header: "Idempotency-Key" } };
const post = { method: "POST", body: "{}" };

/** A step that fails as the network does. */
const fails =
  (error: unknown): Step =>
  async () => {
    throw error;
  };
/** Node's shape of a failed fetch: the reason is the cause. */
const lost = (code: string): Step =>
  fails(new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) }));

async function calls(first: Step, init: RequestInit = {}, options = {}): Promise<number> {
  const { call, sent } = rig(options, first, ok);
  await call(init).catch(() => undefined);
  return sent.length;
}

test("case 34: GET 400/401/404 -> 1 call", async () => {
  for (const status of [400, 401, 404]) expect(await calls(answer(status))).toBe(1);
});

test("case 35: GET 408, 429, 500, 502, 503, 504 -> retried", async () => {
  for (const status of [408, 429, 500, 502, 503, 504]) expect(await calls(answer(status))).toBe(2);
});

test("case 36: GET 501, 505, 511 -> not retried", async () => {
  for (const status of [501, 505, 511]) expect(await calls(answer(status))).toBe(1);
});

test("case 37: 425 Too Early -> retried (RFC 8470); 413 only with Retry-After", async () => {
  expect(await calls(answer(425))).toBe(2);
  expect(await calls(answer(413))).toBe(1);
  expect(await calls(answer(413, { "retry-after": "1" }))).toBe(2);
});

test("case 38: POST/PATCH 503 without key -> 1 call", async () => {
  for (const method of ["POST", "PATCH"]) expect(await calls(answer(503), { method, body: "{}" })).toBe(1);
});

test("case 39: POST with auto Idempotency-Key 503 -> retried, same key and body", async () => {
  const { call, sent } = rig(keyed, answer(503), ok);
  await call(post);
  const [first, second] = sent.map(({ headers, body }) => [headers.get("idempotency-key"), body]);
  expect(first?.[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(second).toEqual([first?.[0], "{}"]);
});

test("case 40: key present on the first try, not only on retries", async () => {
  const { call, sent } = rig(keyed, ok);
  await call(post);
  expect(sent[0]?.headers.has("idempotency-key")).toBe(true);
});

test("case 41: key value is a structured-field String, i.e. quoted, when profile says so (draft-07)", async () => {
  const { call, sent } = rig({ idempotency: { header: "Idempotency-Key", format: "string" } }, ok);
  await call(post);
  expect(sent[0]?.headers.get("idempotency-key")).toMatch(/^"[\da-f-]{36}"$/);
});

test("case 42: user-supplied key is never replaced; two calls never share a key", async () => {
  const { call, sent } = rig(keyed, ok);
  await call({ ...post, headers: { "idempotency-key": "mine" } });
  await call(post, { idempotency: { key: "also-mine" } });
  await call(post);
  await call(post);
  const keys = sent.map(({ headers }) => headers.get("idempotency-key"));
  expect(keys.slice(0, 2)).toEqual(["mine", "also-mine"]);
  expect(new Set(keys).size).toBe(4);
});

test('case 43: 409 "request outstanding" with key -> retried with backoff; 422 key reuse -> never', async () => {
  const outstanding = rig(keyed, answer(409), ok);
  expect((await outstanding.call(post)).status).toBe(200);
  expect(outstanding.times()).toEqual([0, 250]);
  expect(new Set(outstanding.sent.map(({ headers }) => headers.get("idempotency-key"))).size).toBe(1);
  expect(await calls(answer(409), post)).toBe(1);
  expect(await calls(answer(422), post, keyed)).toBe(1);
});

test("case 44: POST fails before send (ECONNREFUSED, ENOTFOUND, UND_ERR_CONNECT_TIMEOUT) -> retried even without key", async () => {
  for (const code of ["ECONNREFUSED", "ENOTFOUND", "UND_ERR_CONNECT_TIMEOUT"])
    expect(await calls(lost(code), post)).toBe(2);
});

test("case 45: POST fails after send (ECONNRESET on reused socket) -> not retried without key", async () => {
  expect(await calls(lost("ECONNRESET"), post)).toBe(1);
  expect(await calls(lost("ECONNRESET"), post, keyed)).toBe(2);
});

test("case 46: GET `TypeError: fetch failed` / `Failed to fetch` / `NetworkError when attempting...` -> retried", async () => {
  const texts = ["fetch failed", "Failed to fetch", "NetworkError when attempting to fetch resource."];
  for (const text of texts) expect(await calls(fails(new TypeError(text)))).toBe(2);
});

test("case 47: Safari `Load failed` (no stack), `Load failed (host)` -> retried; same text with stack -> not", async () => {
  for (const text of ["Load failed", "Load failed (api.test)"]) {
    const bare = new TypeError(text);
    Reflect.deleteProperty(bare, "stack");
    Object.defineProperty(bare, "stack", { value: undefined });
    expect(await calls(fails(bare))).toBe(2);
    expect(await calls(fails(new TypeError(text)))).toBe(1);
  }
});

test("case 48: `TypeError: Cannot read properties of undefined` -> not retried", async () => {
  const bug = new TypeError("Cannot read properties of undefined (reading 'x')");
  const { call, sent } = rig({}, fails(bug), ok);
  await expect(call()).rejects.toBe(bug);
  expect(sent).toHaveLength(1);
});

test("case 49: `DOMException AbortError` not from caller or own timer -> not retried", async () => {
  const { call, sent } = rig({}, fails(new DOMException("aborted", "AbortError")), ok);
  await expect(call()).rejects.toMatchObject({ code: "aborted" });
  expect(sent).toHaveLength(1);
});

test("case 50: HTTP/2 REFUSED_STREAM / GOAWAY-unprocessed -> safe for any method", async () => {
  const refused = Object.assign(new Error("Stream closed with error code NGHTTP2_REFUSED_STREAM"), {
    code: "ERR_HTTP2_STREAM_ERROR",
  });
  expect(await calls(fails(new TypeError("fetch failed", { cause: refused })), post)).toBe(2);
  expect(await calls(lost("ERR_HTTP2_GOAWAY_SESSION"), post)).toBe(2);
});

test("case 51: shouldRetry hook throws / rejects -> its error surfaces, body cancelled", async () => {
  const bug = new Error("hook");
  const hooks = [
    () => {
      throw bug;
    },
    () => Promise.reject(bug),
  ];
  for (const shouldRetry of hooks) {
    let cancelled = false;
    const body = new ReadableStream({
      cancel: () => {
        cancelled = true;
      },
    });
    const { call } = rig({ retry: { shouldRetry } }, () => new Response(body, { status: 503 }), ok);
    await expect(call()).rejects.toBe(bug);
    expect(cancelled).toBe(true);
  }
});

test("case 52: response already handed to the caller -> never retried behind their back", async () => {
  const broken = new ReadableStream({
    pull: (controller) => controller.error(new TypeError("terminated")),
  });
  const { call, clock, sent } = rig({}, () => new Response(broken), ok);
  const response = await call();
  const end = clock.settle(response.text()).catch((error: unknown) => classify(error).code);
  expect([await end, sent.length]).toEqual(["network", 1]);
});

test("case 53: `retries: 0` -> exactly 1 call in every error class", async () => {
  const none = { retry: { retries: 0 }, ...keyed };
  const steps = [
    ...[408, 409, 413, 425, 429, 500, 502, 503, 504].map((status) => answer(status, { "retry-after": "0" })),
    ...["ECONNREFUSED", "ENOTFOUND", "ECONNRESET", "EPIPE", "ERR_HTTP2_GOAWAY_SESSION"].map(lost),
    fails(new TypeError("Failed to fetch")),
    never,
  ];
  for (const step of steps) {
    expect(await calls(step, {}, none)).toBe(1);
    expect(await calls(step, post, none)).toBe(1);
  }
});
