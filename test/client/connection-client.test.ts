import { createEmulator } from "@waybill/emulator";
import { loadDocument } from "@waybill/codegen";
import { createWaybill } from "@waybill/sync";
import { createMemoryStore } from "@waybill/sync/store";
import { bearer } from "@waybill/transport";
import { createVirtualClock } from "@waybill/transport/testing";
import type { Client } from "openapi-fetch";
import { expect, expectTypeOf, test } from "vitest";
import { createClient } from "../../openapi/harbor-crm/client.ts";
import { connector } from "../../openapi/harbor-crm/connector.ts";
import type { paths } from "../../openapi/harbor-crm/schema.d.ts";

const { document } = await loadDocument("openapi/harbor-crm.yaml");

/** The generated client of the CRM, on a connection to it that is emulated behind a relay. */
function connected(limits?: { readonly requests: number; readonly windowMs: number }) {
  const clock = createVirtualClock();
  const vendor = createEmulator({ document, connector, records: { contacts: 300 }, auth: "off" });
  const asked: { readonly at: number; readonly url: string; readonly credential: string | null }[] = [];
  const waybill = createWaybill({
    store: createMemoryStore(),
    clock,
    fetch: (input, init) => {
      const request = new Request(input, init);
      asked.push({ at: clock.now(), url: request.url, credential: request.headers.get("authorization") });
      return vendor.fetch(
        new Request(request.url.replace("https://relay.test/", "https://api.harborcrm.example/v1/"), request),
      );
    },
  });
  const open = () =>
    waybill.connection("acme", {
      connector: { ...connector, limits },
      credential: bearer("first"),
      baseUrl: "https://relay.test",
      streams: ["contacts"],
      client: createClient,
    });
  return { clock, waybill, asked, open, harbor: open() };
}

test("a connection's client is typed by the vendor's document, and goes the way and under the credential of the connection", async () => {
  const { clock, harbor, asked } = connected();
  expectTypeOf(harbor.client).toEqualTypeOf<Client<paths>>();
  const { data } = await clock.settle(harbor.client.GET("/contacts", { params: { query: { limit: 2 } } }));
  expect(data?.data).toHaveLength(2);
  expectTypeOf(data?.data[0]?.id).toEqualTypeOf<string | undefined>();
  // @ts-expect-error -- the document has no such path
  const misspelt = () => harbor.client.GET("/contact");
  expectTypeOf(misspelt).toBeFunction();
  expect(asked[0]).toMatchObject({ url: "https://relay.test/contacts?limit=2", credential: "Bearer first" });
});

test("what it asks for counts against the same limits as the sync", async () => {
  const { clock, harbor, asked } = connected({ requests: 2, windowMs: 1000 });
  const own = Array.from({ length: 6 }, () => harbor.client.GET("/contacts", { params: { query: { limit: 1 } } }));
  const [receipts] = await clock.settle(Promise.all([harbor.sync(), ...own]));
  expect(receipts[0]).toMatchObject({ outcome: "complete", counts: { created: 300 } });
  expect(asked.length).toBeGreaterThan(8);
  for (const { at } of asked) {
    expect(asked.filter((other) => other.at >= at && other.at < at + 1000).length).toBeLessThanOrEqual(2);
  }
});

test("it uses the credential that a customer reconnected with", async () => {
  const { clock, harbor, asked } = connected();
  await clock.settle(harbor.reconnect(bearer("second")));
  await clock.settle(harbor.client.GET("/contacts"));
  expect(asked.at(-1)?.credential).toBe("Bearer second");
});

test("a connection that was opened without a client does not pretend to have one", () => {
  const { waybill, harbor, open } = connected();
  expect(open()).toBe(harbor);
  const plain = waybill.connection("other", { connector });
  expectTypeOf(plain.client).toEqualTypeOf<undefined>();
  expect(plain.client).toBeUndefined();
  expect(() => waybill.connection("other", { connector, client: createClient })).toThrow(
    /another client, or with none/,
  );
});
