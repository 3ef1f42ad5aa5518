import { describe, expect, test, vi } from "vitest";
import { createTransport } from "./core.ts";
import { answer, rig } from "./testing/rig.ts";

// Every transport that the cases make is the core.
vi.mock("./transport.ts", () => import("./core.ts"));

// What protects data and secrets is all in the core: the same cases hold for it, by the same tests.
describe.each([
  ["what is retried", () => import("./cases/b-what-is-retried.test.ts")],
  ["backoff, budget and deadline", () => import("./cases/c-backoff-budget-deadline.test.ts")],
  ["timeout and abort", () => import("./cases/d-timeout-and-abort.test.ts")],
  ["timers", () => import("./cases/d-timers.test.ts")],
  ["bodies", () => import("./cases/e-bodies.test.ts")],
  ["where credentials go", () => import("./cases/f-credential-scope.test.ts")],
  ["renewal", () => import("./cases/f-renewal.test.ts")],
])("%s", async (_, cases) => {
  await cases();
});

test("the transport of the cases above is the core: it has no health", () => {
  expect(rig({}).transport).not.toHaveProperty("health");
});

test("one refusal pauses the whole bucket for as long as it says, and for a second when it says nothing", async () => {
  const pause = async (headers: Readonly<Record<string, string>>): Promise<number> => {
    const { start, clock, times } = rig({ retry: false }, answer(429, headers), answer(200));
    await clock.settle(start());
    await clock.settle(start());
    return times()[1] ?? Number.NaN;
  };
  expect([await pause({ "retry-after": "7" }), await pause({})]).toEqual([7000, 1000]);
});

test("configured limits hold, and limits that the vendor only tells are not learned", async () => {
  const { start, clock, times } = rig(
    { throttle: { limits: [{ requests: 2, perMs: 1000 }] } },
    () => new Response(null, { headers: { ratelimit: '"d";r=0;t=60' } }),
  );
  await clock.settle(Promise.all([start(), start(), start()]));
  expect(times()).toEqual([0, 0, 1000]);
});

test("an answer under guard is like the platform's: its address, whether it was redirected, and a copy of it", async () => {
  const fetch = () =>
    Promise.resolve(Object.defineProperty(Response.json({ a: 1 }), "url", { value: "https://api.test/b" }));
  const response = await createTransport({ fetch }).fetch("https://api.test/a");
  const copy = response.clone();
  expect([response.url, response.redirected, response.status, response.type]).toEqual([
    "https://api.test/b",
    false,
    200,
    "default",
  ]);
  expect([copy.url, copy.clone().url]).toEqual([response.url, response.url]);
  expect([await response.json(), await copy.text()]).toEqual([{ a: 1 }, '{"a":1}']);
});

test("an answer whose status no constructor takes comes as it is", async () => {
  const odd = new Response("denied", { headers: { "content-type": "text/plain" } });
  for (const [name, value] of Object.entries({ status: 999, statusText: "Request denied", ok: false }))
    Object.defineProperty(odd, name, { value });
  const response = await createTransport({ fetch: () => Promise.resolve(odd), retry: false }).fetch(
    "https://api.test/",
  );
  const { status, statusText, ok, headers } = response;
  expect([status, statusText, ok, headers.get("content-type")]).toEqual([999, "Request denied", false, "text/plain"]);
  expect([response.clone().status, await response.text()]).toEqual([999, "denied"]);
});

test("of limits that it does not learn no event speaks", async () => {
  const { call, events } = rig({}, answer(200, { ratelimit: '"d";r=3;t=60' }));
  await call();
  const told = events.find(({ type }) => type === "answer");
  expect(told).toMatchObject({ status: 200 });
  expect(told).not.toHaveProperty("limits");
});
