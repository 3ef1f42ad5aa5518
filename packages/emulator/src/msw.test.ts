import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createEmulator } from "./emulator.ts";
import { harbor, harborDocument, stillClock } from "./harbor.test.fixture.ts";
import { handlers } from "./msw.ts";

const auth = [{ kind: "oauth2", tokenUrl: "https://id.harbor.example/token", scopes: [] }] as const;
const emulator = createEmulator({
  document: harborDocument,
  connector: harbor({}, { auth }),
  clock: stillClock(),
  records: 12,
});
const server = setupServer(...handlers(emulator));

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterEach(() => emulator.faults.clear());
afterAll(() => server.close());

test("the vendor's own address is answered by the emulator", async () => {
  const response = await fetch("https://api.harbor.example/v1/contacts?limit=3");
  expect(await response.json()).toMatchObject({ object: "list", data: emulator.records("contacts").slice(0, 3) });
});

test("so is the token endpoint, wherever it is", async () => {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: emulator.credentials().clientId,
    client_secret: emulator.credentials().clientSecret,
  });
  expect((await fetch("https://id.harbor.example/token", { method: "POST", body })).status).toBe(200);
});

test("a connection that breaks is a network error", async () => {
  emulator.faults.set("outage", { mode: "reset" });
  await expect(fetch("https://api.harbor.example/v1/contacts")).rejects.toThrow(TypeError);
});

test.each(["before", "after"] as const)("a reset %s processing is a network error", async (at) => {
  const effects = emulator.stats().effects.length;
  emulator.faults.set("reset", { at });
  const request = fetch("https://api.harbor.example/v1/contacts", {
    method: "POST",
    body: JSON.stringify({ data: { name: "Ada" } }),
    headers: { "content-type": "application/json" },
  });
  await expect(request).rejects.toThrow(TypeError);
  expect(emulator.stats().effects.length - effects).toBe(at === "before" ? 0 : 1);
});

test("a truncated body is a network error at the latest while it is read", async () => {
  emulator.faults.set("truncated_body");
  const reading = fetch("https://api.harbor.example/v1/contacts").then((response) => response.text());
  await expect(reading).rejects.toThrow(TypeError);
});

test.each(["headers", "body"] as const)(
  "an answer that stalls in its %s lasts until the client gives up",
  async (at) => {
    emulator.faults.set("stalled_body", { at });
    const patience = new AbortController();
    const asked = emulator.stats().total;
    const reading = fetch("https://api.harbor.example/v1/contacts", { signal: patience.signal }).then((response) =>
      response.text(),
    );
    const ended = reading.then(
      () => "whole",
      (error: unknown) => (error instanceof Error ? error.name : "thrown"),
    );
    while (emulator.stats().total === asked) await new Promise((resolve) => setImmediate(resolve));
    patience.abort();
    expect(await ended).toBe("AbortError");
  },
);
