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
