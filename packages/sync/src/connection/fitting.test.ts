import { createVirtualClock } from "@waybill/transport/testing";
import { expect, test } from "vitest";
import { z } from "zod";
import { contractWith } from "../../test/contract.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { contractVersion } from "../connector/index.ts";
import type { Connector } from "../connector/index.ts";
import { drift } from "../drift/index.ts";
import { createWaybill } from "../engine.ts";
import { createMemoryStore } from "../store/index.ts";

const connector: Connector = {
  contractVersion,
  vendor: "harbor-crm",
  title: "Harbor CRM",
  version: "1.0.0",
  baseUrl: "https://api.harbor.test",
  auth: [],
  streams: { contacts: contractWith() },
};

test("an engine maps, judges and watches, stops a stream that no longer fits, and goes on when it is resumed", async () => {
  const fake = fakeVendor(rowsOf(60));
  const clock = createVirtualClock();
  const store = createMemoryStore();
  let broken = true;
  const map = (record: object) => (broken ? { wrong: true } : { ...record, seen: true });
  const waybill = createWaybill({
    store,
    clock,
    fetch: async (input, init) => fake.vendor(new Request(input, init)),
    drift: drift({ shape: { contacts: { "/id": "string" } } }),
  });
  const runtime = { contacts: { map, schema: z.object({ id: z.string(), seen: z.boolean() }) } };
  const connection = waybill.connection("acme", { connector, runtime });
  const receipt = await clock.settle(connection.pull("contacts"));
  expect(receipt).toMatchObject({ outcome: "failed", failure: { code: "contract" }, counts: { quarantined: 50 } });
  const target = { connection: "acme", stream: "contacts" };
  expect(await waybill.status.snapshot(target)).toMatchObject({
    blocker: "schema",
    lastOutcome: "failed",
    heldBack: 50,
  });
  await expect(clock.settle(connection.pull("contacts"))).rejects.toMatchObject({ code: "contract" });
  broken = false;
  await connection.resume("contacts");
  const second = await clock.settle(connection.pull("contacts"));
  expect(second).toMatchObject({
    outcome: "complete",
    counts: { created: 60 },
    drift: [{ kind: "new_field", pointer: "/name" }],
  });
  expect(await waybill.status.snapshot(target)).toMatchObject({ blocker: null, lastOutcome: "complete", heldBack: 0 });
  const [first] = await waybill.status.records(target, { limit: 1 });
  expect(first?.data).toMatchObject({ id: "c0", seen: true });
});
