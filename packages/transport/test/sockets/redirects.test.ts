import { afterEach, beforeEach, expect, test } from "vitest";
import { apiKey } from "../../src/credentials/api-key.ts";
import { basic } from "../../src/credentials/basic.ts";
import { bearer } from "../../src/credentials/bearer.ts";
import { createTransport } from "../../src/transport.ts";
import type { TransportOptions } from "../../src/options.ts";
import { fine, serve } from "./vendor-server.ts";
import type { Step, VendorServer } from "./vendor-server.ts";

let other: VendorServer;
let vendor: VendorServer | undefined;
beforeEach(async () => {
  other = await serve(fine);
});
afterEach(() => {
  other.stop();
  vendor?.stop();
});

const to =
  (location: string, status = 302): Step =>
  ({ response }) =>
    void response.writeHead(status, { location }).end();

const secret = "s3cr3t";
const kinds = [
  { kind: "a bearer token", credential: bearer(secret), sent: `Bearer ${secret}` },
  { kind: "a password", credential: basic({ username: "ann", password: secret }), sent: btoa(`ann:${secret}`) },
  { kind: "a key in a header", credential: apiKey({ in: "header", name: "x-api-key", value: secret }), sent: secret },
  { kind: "a key in the query", credential: apiKey({ in: "query", name: "key", value: secret }), sent: secret },
];
const away = kinds.flatMap((kind) => [301, 302, 303, 307, 308].map((status) => ({ ...kind, status })));

/** What a product sends beside its credential: any of it may be as secret. */
const own = { cookie: "session=own-cookie", "x-tenant": "own-tenant", accept: "application/json" };
const named: TransportOptions = {
  idempotency: { header: "idempotency-key" },
  trace: { traceparent: true, header: "x-correlation-id" },
};

test.for(away)("$kind does not follow a redirect ($status) to another origin", async ({ credential, sent, status }) => {
  vendor = await serve(to(other.url, status));
  const transport = createTransport({ ...named, credential });
  const response = await transport.fetch(vendor.url, { method: "POST", body: "one order", headers: own });
  expect([await response.text(), response.url, response.redirected]).toEqual(["fine", other.url, true]);

  expect(vendor.arrivals.map(({ text }) => text)).toEqual([expect.stringContaining(sent)]);
  const [received, ...more] = other.arrivals;
  expect(more).toEqual([]);
  const kept = [
    sent,
    secret,
    "own-",
    "authorization",
    "idempotency-key",
    "traceparent",
    "x-correlation-id",
    vendor.origin,
  ];
  expect(kept.filter((word) => received?.text.toLowerCase().includes(word.toLowerCase()))).toEqual([]);
  expect(received).toMatchObject({ method: status < 307 ? "GET" : "POST", text: expect.stringContaining(own.accept) });
  expect(received?.text.endsWith("one order"), "the order itself").toBe(status >= 307);
});

const inQuery = kinds.filter(({ kind }) => kind.endsWith("query"));
const inHeader = kinds.filter((kind) => !inQuery.includes(kind));

test.for(inHeader)("$kind follows a redirect within its origin", async ({ credential, sent }) => {
  vendor = await serve([to("/elsewhere"), fine]);
  await createTransport({ credential }).fetch(vendor.url, { headers: { "x-tenant": "own-tenant" } });
  expect(vendor.arrivals[1]?.text).toContain("GET /elsewhere");
  expect(vendor.arrivals[1]?.text).toContain("own-tenant");
  expect(vendor.arrivals[1]?.text).toContain(sent);
});

test.for(inQuery)(
  "$kind belongs to the address it was put into: one that the vendor names is taken as it is",
  async (given) => {
    vendor = await serve([to("/elsewhere?page=2"), fine]);
    await createTransport({ credential: given.credential }).fetch(vendor.url);
    expect(vendor.arrivals[1]?.text).toContain("GET /elsewhere?page=2\n");
  },
);

test.for(kinds)("$kind does not come back with a redirect through another origin", async ({ credential, sent }) => {
  vendor = await serve([(exchange) => to(back.url)(exchange), fine]);
  const back = await serve(to(`${vendor.origin}/trap`));
  await createTransport({ credential }).fetch(vendor.url);
  back.stop();
  expect(vendor.arrivals.map(({ text }) => text.includes(sent))).toEqual([true, false]);
});

test.for(kinds)("$kind is not sent to another origin that a next link names", async ({ credential }) => {
  vendor = await serve(fine);
  const transport = createTransport({ credential, origins: [vendor.origin] });
  await transport.fetch(other.url);
  expect(other.arrivals[0]?.text).not.toContain(secret);
});

test("a circle of redirects ends", async () => {
  vendor = await serve(to("/again"));
  await expect(createTransport().fetch(vendor.url)).rejects.toMatchObject({ code: "invalid" });
  expect(vendor.arrivals).toHaveLength(21);
});
