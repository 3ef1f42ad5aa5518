import { expect, test } from "vitest";
import type { FailureCode } from "./failure.ts";
import { readFailure } from "./problem.ts";

const json = (status: number, body: unknown, type = "application/json") =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": type } });

/** Some vendors answer 200 and say in the body that it went wrong. */
function envelope(body: unknown): FailureCode | undefined {
  const code: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "error") : undefined;
  return code === "rate_limit" ? "rate_limited" : code === "no_such_thing" ? "not_found" : undefined;
}

const rows = [
  {
    given: "200 with an error that the connector knows",
    response: json(200, { error: "rate_limit" }),
    want: "rate_limited",
  },
  { given: "400 whose error means something else", response: json(400, { error: "no_such_thing" }), want: "not_found" },
  { given: "400 whose error nobody knows", response: json(400, { error: "else" }), want: "invalid" },
  { given: "an error that is a list", response: json(400, ["no_such_thing"]), want: "invalid" },
  { given: "an error that is null", response: json(503, null), want: "unavailable" },
] as const;

test.for(rows)("$given is $want", async ({ response, want }) => {
  expect((await readFailure(response, { envelope })).failure.code).toBe(want);
});

test("what a body means is also what is told of it", async () => {
  const { failure } = await readFailure(json(400, { error: "no_such_thing" }), { envelope });
  expect(failure.message).toBe("The vendor answered 400: nothing is at this address. Check it.");
});

const problem = "application/problem+json";
const types = [
  { type: "https://iana.org/assignments/http-problem-types#quota-exceeded", want: "rate_limited" },
  { type: "https://iana.org/assignments/http-problem-types#temporary-reduced-capacity", want: "unavailable" },
  { type: "https://iana.org/assignments/http-problem-types#abnormal-usage-detected", want: "rate_limited" },
  { type: "https://vendor.test/quota-not-exceeded", want: "forbidden" },
  { type: 7, want: "forbidden" },
] as const;

test.for(types)("a problem of type $type is $want", async ({ type, want }) => {
  expect((await readFailure(json(403, { type }, problem))).failure).toMatchObject({ code: want, status: 403 });
});

test("members of the wrong type are ignored, unknown ones kept, and hostile ones are only data", async () => {
  const body =
    '{"type":1,"title":["x"],"status":"4","detail":{},"instance":null,"balance":30,"__proto__":{"polluted":true}}';
  const report = await readFailure(new Response(body, { status: 400, headers: { "content-type": problem } }));
  expect(report.problem).toMatchObject({ type: "about:blank", title: undefined, status: undefined, detail: undefined });
  expect(Object.keys(report.problem?.extensions ?? {})).toEqual(["balance", "__proto__"]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test("a byte order mark before the JSON is no part of it", async () => {
  const response = new Response('\u{FEFF}{"title":"Gone"}', { status: 410, headers: { "content-type": problem } });
  expect((await readFailure(response)).problem?.title).toBe("Gone");
});

test("what the status and headers say stays true when the body names another code", async () => {
  const headers = { "content-type": "application/json", "x-request-id": "r-1", "retry-after": "7" };
  const response = new Response('{"error":"rate_limit"}', { status: 503, headers });
  const { failure } = await readFailure(response, { envelope, now: 1000 });
  expect(failure).toMatchObject({
    code: "rate_limited",
    status: 503,
    requestId: "r-1",
    retryAfterMs: 7000,
    retryAt: 8000,
  });
});

test("a body that breaks off leaves what its status means", async () => {
  const broken = new ReadableStream({ pull: (controller) => controller.error(new TypeError("terminated")) });
  const report = await readFailure(new Response(broken, { status: 404 }));
  expect(report).toEqual({ failure: expect.objectContaining({ code: "not_found" }) as unknown });
});

test("a body that was read already leaves what its status means", async () => {
  const response = new Response("gone", { status: 410 });
  await response.text();
  expect((await readFailure(response)).failure.code).toBe("gone");
});
