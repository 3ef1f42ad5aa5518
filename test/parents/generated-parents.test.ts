import { inferConnector } from "@waybill/codegen";
import { createEmulator } from "@waybill/emulator";
import { createWaybill } from "@waybill/sync";
import type { JsonObject } from "@waybill/sync/connector";
import { createMemoryStore } from "@waybill/sync/store";
import { createVirtualClock } from "@waybill/transport/testing";
import { describe, expect, test } from "vitest";
import { billing, work } from "../../packages/codegen/test/parent-documents.ts";

/** An engine on what is inferred of a document, and the vendor of that document. */
function synced(document: JsonObject) {
  const { connector } = inferConnector(document);
  const clock = createVirtualClock();
  const emulator = createEmulator({ document, connector, clock, records: 12, auth: "off", contract: "report" });
  const store = createMemoryStore();
  const waybill = createWaybill({
    store,
    clock,
    fetch: async (input, init) => emulator.fetch(new Request(input, init)),
  });
  const connection = waybill.connection("acme", { connector });
  return { connector, clock, emulator, store, connection };
}

describe.each([
  { name: "billing, by required query parameters", document: billing, streams: 3 },
  { name: "work, by lists at other paths", document: work, streams: 5 },
])("$name", ({ document, streams }) => {
  test("is inferred, and synced to the last grandchild", async () => {
    const { connector, clock, emulator, store, connection } = synced(document);
    const receipts = await clock.settle(connection.sync());
    expect(receipts).toHaveLength(streams);
    for (const { outcome, completeness } of receipts) {
      expect({ outcome, completeness }).toMatchObject({ outcome: "complete", completeness: { proven: true } });
    }
    for (const stream of Object.keys(connector.streams)) {
      const held = emulator.records(stream).length;
      expect(held, stream).toBeGreaterThan(0);
      expect(await store.count("acme", stream), stream).toBe(held);
    }
    expect(emulator.violations()).toEqual([]);
  });
});

test("a grandchild is pulled after those above it, also when it alone is asked for", async () => {
  const { clock, emulator, connection } = synced(work);
  const receipt = await clock.settle(connection.pull("projects"));
  expect(receipt).toMatchObject({ outcome: "complete", completeness: { proven: true } });
  expect(receipt.counts.created).toBe(emulator.records("projects").length);
});
