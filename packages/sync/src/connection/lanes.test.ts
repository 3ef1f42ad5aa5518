import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { engineOver } from "../../test/engine.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";

const names = ["default", "identity"];

test("streams are told neither the product's own calls nor the look at whose credentials these are, whatever their names", async () => {
  const fake = fakeVendor(rowsOf(25), { streams: names });
  const { clock, connection, waybill } = engineOver({
    identity: { path: "/me", account: "/id" },
    streams: names.map((name) => contractWith({ name, list: { method: "GET", path: `/${name}` } })),
    vendor: (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/me") return json({ id: "account" });
      if (pathname === "/own") return json({}, { status: 429, headers: { "retry-after": "50" } });
      return fake.vendor(request);
    },
  });
  const own = connection.fetch("https://api.harbor.test/own");
  await clock.advance(0);
  for (const stream of names) {
    expect(await waybill.status.snapshot({ connection: "acme", stream })).toMatchObject({ blocker: null });
  }
  expect((await clock.settle(own)).status).toBe(429);
  expect(await clock.settle(connection.sync())).toMatchObject([
    { pages: 3, requests: 3 },
    { pages: 3, requests: 3 },
  ]);
});
