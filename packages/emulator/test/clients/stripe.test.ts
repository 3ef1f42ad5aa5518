import type { Emulator } from "@waybill/emulator";
import { Stripe } from "stripe";
import { describe, expect, test } from "vitest";
import { corpusDocuments } from "../judge/documents.ts";
import { customersDocument } from "./customers.document.ts";
import { fetchOf, start, startReal } from "./start.ts";

/** What any user of Stripe's library does: read all, make one, change it, read it back, delete it. */
async function drive(emulator: Emulator): Promise<readonly string[]> {
  const stripe = new Stripe(emulator.credentials().bearer, {
    httpClient: Stripe.createFetchHttpClient(fetchOf(emulator)),
    maxNetworkRetries: 0,
    telemetry: false,
  });
  const truth = emulator.records("customers") as readonly { id: string }[];
  const read = await stripe.customers.list({ limit: 7 }).autoPagingToArray({ limit: 1000 });
  expect(read.map(({ id }) => id)).toEqual(truth.map(({ id }) => id));

  const made = await stripe.customers.create({ name: "Ada Lovelace", metadata: { plan: "gold" } });
  await stripe.customers.update(made.id, { name: "Ada King" });
  const again = await stripe.customers.retrieve(made.id);
  expect(again).toMatchObject({ name: "Ada King", metadata: { plan: "gold" } });
  await stripe.customers.del(made.id);
  await expect(stripe.customers.retrieve(made.id)).rejects.toMatchObject({ statusCode: 404 });
  expect(emulator.violations()).toEqual([]);
  return emulator.stats().effects.map(({ action }) => action);
}

describe("Stripe's own library", () => {
  test("reads every page, and writes, at a small vendor", async () => {
    expect(await drive(start(customersDocument, { records: 40 }))).toEqual(["create", "update", "delete"]);
  });

  test.skipIf(corpusDocuments().length === 0)(
    "does so at Stripe's own document (needs ../shared/corpus beside the repository)",
    async () => {
      const emulator = await startReal("stripe", { records: 40 });
      expect(emulator === undefined ? undefined : await drive(emulator)).toEqual(["create", "update", "delete"]);
    },
  );
});
