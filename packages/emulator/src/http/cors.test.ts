import { expect, test } from "vitest";
import { createEmulator } from "../emulator.ts";
import { harbor, harborDocument, stillClock } from "../harbor.test.fixture.ts";

const make = (rest: Parameters<typeof harbor>[0] = {}) =>
  createEmulator({ document: harborDocument, connector: harbor(rest), clock: stillClock(), auth: "enforce" });

const preflight = (path: string, headers: Record<string, string> = {}) =>
  make().fetch(
    new Request(`https://api.harbor.example${path}`, {
      method: "OPTIONS",
      headers: { origin: "http://localhost:5173", "access-control-request-method": "PATCH", ...headers },
    }),
  );

test("a preflight is permitted before any credentials, for the path's methods and the headers that were asked for", async () => {
  const response = await preflight("/contacts/con_1", {
    "access-control-request-headers": "authorization,idempotency-key",
  });
  expect(response.status).toBe(204);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, PATCH, DELETE",
    "access-control-allow-headers": "authorization,idempotency-key",
    "access-control-max-age": "600",
  });
});

test("a preflight to a machine of the private network is permitted when asked for", async () => {
  const response = await preflight("/contacts", { "access-control-request-private-network": "true" });
  expect(response.headers.get("access-control-allow-private-network")).toBe("true");
});

test("an OPTIONS request that is no preflight is answered like any other", async () => {
  const response = await make().fetch(new Request("https://api.harbor.example/contacts", { method: "OPTIONS" }));
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("GET, POST");
});

test("every answer may be read by scripts of any origin, with the headers that paging and retries need", async () => {
  const emulator = make({ pagination: { style: "offset", offset: "skip", total: "header:X-Total", end: "total" } });
  const response = await emulator.fetch(new Request("https://api.harbor.example/nowhere"));
  const exposed = response.headers.get("access-control-expose-headers")?.split(", ");
  expect(response.status).toBe(404);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(exposed).toEqual(
    expect.arrayContaining([
      "Link",
      "Retry-After",
      "RateLimit",
      "RateLimit-Policy",
      "X-Request-Id",
      "Date",
      "ETag",
      "X-Total",
    ]),
  );
});

test("every answer says when it was given and which one it is", async () => {
  const response = await make().fetch(new Request("https://api.harbor.example/status"));
  expect([response.headers.get("date"), response.headers.get("x-request-id")]).toEqual([
    "Mon, 02 Mar 2026 00:00:00 GMT",
    "req_000001",
  ]);
});
