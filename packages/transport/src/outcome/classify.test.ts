import { expect, test } from "vitest";
import { classify } from "./classify.ts";
import { FailureError, failure, failureDefaults } from "../failure.ts";
import type { FailureCode } from "../failure.ts";

const now = Date.UTC(2030, 0, 1);

const statuses: readonly (readonly [number, FailureCode, boolean])[] = [
  [400, "invalid", false],
  [401, "unauthorized", false],
  [402, "payment_required", false],
  [403, "forbidden", false],
  [404, "not_found", false],
  [405, "invalid", false],
  [408, "unavailable", true],
  [409, "conflict", false],
  [410, "gone", false],
  [412, "conflict", false],
  [413, "too_large", false],
  [414, "too_large", false],
  [422, "invalid", false],
  [423, "conflict", false],
  [425, "unavailable", true],
  [429, "rate_limited", true],
  [431, "too_large", false],
  [500, "unavailable", true],
  [501, "unavailable", false],
  [502, "unavailable", true],
  [503, "unavailable", true],
  [504, "unavailable", true],
  [505, "unavailable", false],
  [511, "network", false],
];

test.each(statuses)("status %i is %s, retryable: %s", (status, code, retryable) => {
  expect(classify(new Response(null, { status }))).toMatchObject({
    code,
    retryable,
    status,
    origin: failureDefaults[code].origin,
  });
});

const refused = (headers: Record<string, string>, status = 429) =>
  classify(new Response(null, { status, headers }), { now });

test("a named wait says when the next try is useful", () => {
  expect(refused({ "retry-after": "5" })).toMatchObject({
    code: "rate_limited",
    retryAfterMs: 5000,
    retryAt: now + 5000,
  });
  expect(refused({ "retry-after": "5" }, 413)).toMatchObject({
    code: "too_large",
    retryable: true,
    action: "wait",
    retryAt: now + 5000,
  });
});

test("a spent limit behind 403 is rate_limited, a missing scope is forbidden and named", () => {
  expect(refused({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" }, 403)).toMatchObject({
    code: "rate_limited",
  });
  const challenge = { "www-authenticate": 'Bearer error="insufficient_scope", scope="contacts.write"' };
  expect(refused(challenge, 403)).toMatchObject({ code: "forbidden", scope: "contacts.write", action: "grant" });
});

const withCode = (code: string): Error =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
const bare = (message: string): TypeError =>
  Object.defineProperty(new TypeError(message), "stack", { value: undefined });

const errors: readonly (readonly [string, unknown, FailureCode])[] = [
  ["Chromium", new TypeError("Failed to fetch"), "network"],
  ["Chromium while it reads a body", new TypeError("network error"), "network"],
  ["Chromium with a host", new TypeError("Failed to fetch (api.test)"), "network"],
  ["Firefox", new TypeError("NetworkError when attempting to fetch resource."), "network"],
  ["Safari", bare("Load failed"), "network"],
  ["Safari with a host", bare("Load failed (api.test)"), "network"],
  ["Node, refused", withCode("ECONNREFUSED"), "network"],
  ["Node, unknown host", withCode("ENOTFOUND"), "network"],
  ["Node, reset", withCode("ECONNRESET"), "network"],
  ["Node, closed by the peer", withCode("UND_ERR_SOCKET"), "network"],
  ["Node, body cut off", new TypeError("terminated"), "network"],
  [
    "several addresses, none reached",
    new TypeError("fetch failed", { cause: new AggregateError([withCode("ECONNREFUSED"), withCode("ENETUNREACH")]) }),
    "network",
  ],
  ["an abort", new DOMException("aborted", "AbortError"), "aborted"],
  ["a timeout of the platform", new DOMException("late", "TimeoutError"), "timeout"],
  ["a bug", new TypeError("x is not a function"), "internal"],
  ["a bug with a network word", new TypeError("Load failed"), "internal"],
  ["no error at all", "text", "internal"],
  ["a failure", new FailureError(failure("circuit_open", { message: "m" })), "circuit_open"],
];

test.each(errors)("%s is classified", (_, error, code) => {
  expect(classify(error)).toMatchObject({ code });
});

test("a lost connection is told with what the platform calls it, and with what a page may lack", () => {
  expect(classify(withCode("ECONNREFUSED"))).toMatchObject({
    message: expect.stringMatching(/Try again later, or check CORS\.$/),
    cause: { name: "TypeError", message: "fetch failed", code: "ECONNREFUSED" },
  });
  expect(classify(new TypeError("fetch failed", { cause: "gone" })).cause).toEqual({
    name: "TypeError",
    message: "fetch failed",
  });
});

test("a lost connection on a device without a network is offline", () => {
  expect(classify(new TypeError("Failed to fetch"), { online: false })).toMatchObject({
    code: "offline",
    origin: "network",
    retryable: true,
  });
});

/** What happened, what it means, and what to do next: two sentences at least, the first with two halves. */
const whole = /^[A-Z][^.]*(?:: |, so )[^.]+\. [A-Z].*\.$/u;

test.each(statuses)("status %i is told with what it means and what to do next", (status) => {
  const { message } = classify(new Response(null, { status }));
  expect(message).toMatch(whole);
  expect(message).toContain(`The vendor answered ${status}: `);
});

test("what an answer means follows from what is known of it, not from its status alone", () => {
  const told = (status: number, headers: Record<string, string> = {}) => refused(headers, status).message;
  expect(told(401)).toBe("The vendor answered 401: these credentials no longer work. Reconnect the account.");
  expect(told(403)).toBe("The vendor answered 403: these credentials may not do this. Grant the permission.");
  expect(told(403, { "x-ratelimit-remaining": "0" })).toMatch(/403: it takes no more requests now\. Try again later/u);
  expect(told(404)).toBe("The vendor answered 404: nothing is at this address. Check it.");
  expect(told(413)).toMatch(/too large\. Ask for less/u);
  expect(told(413, { "retry-after": "5" })).toMatch(/cannot do this now\. Try again later/u);
  expect(told(503)).toMatch(/Try again later/u);
  expect(told(501)).not.toMatch(/Try again/u);
});

test.each(errors.filter(([, error]) => !(error instanceof FailureError)))("%s is told as a whole", (_, error) => {
  expect(classify(error).message).toMatch(whole);
});

test("an opaque answer is told as one", () => {
  expect(classify(Response.error()).message).toMatch(whole);
});
