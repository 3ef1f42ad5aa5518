import { loadDocument } from "@waybill/codegen";
import { createEmulator, type Emulator } from "@waybill/emulator";
import type { Connector, Json, StreamContract } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { labelledVendors } from "./corpus.ts";
import { textOf } from "./declared.ts";
import { labelsToConnector } from "./labels-to-connector.ts";
import { at, walk } from "./walk.ts";

const vendors = labelledVendors();
const clock = { now: () => Date.UTC(2026, 2, 2), sleep: async () => {} };

describe.skipIf(vendors.length === 0)(
  "an emulator of a real document (needs ../shared/corpus beside the repository)",
  () => {
    test.each(vendors.map((vendor) => [vendor.name, vendor] as const))(
      "serves every labelled list of %s to a client that knows only the contract",
      async (_, vendor) => {
        const { document } = await loadDocument(vendor.file);
        const connector = labelsToConnector(vendor, document);
        // the walk fills no parameters but those of paging, so what the document requires beside them is missing
        const emulator = createEmulator({ document, connector, clock, records: 23, contract: "report" });
        for (const stream of Object.values(connector.streams)) {
          const truth = emulator.records(stream.name);
          expectRealRecords(truth, stream);
          for (const { path, records } of listingsOf(stream, emulator)) {
            const read = await walk({ stream, baseUrl: baseUrlOf(connector), path, send: emulator.fetch });
            const texts = read.map((record) => JSON.stringify(record));
            const held = new Set(records.map((record) => JSON.stringify(record)));
            // a vendor may list deleted records as well; of the live ones all arrive, each once
            expect.soft(texts.filter((text) => held.has(text)).length, stream.name).toBe(records.length);
            expect.soft(new Set(texts).size, `${stream.name}: nothing twice`).toBe(texts.length);
          }
        }
      },
    );

    test("covers thirty vendors", () => {
      expect(vendors).toHaveLength(30);
    });
  },
);

/** One listing; of a nested stream the children of its first parents. */
function listingsOf(
  stream: StreamContract,
  emulator: Emulator,
): readonly { path: Readonly<Record<string, string>>; records: readonly Json[] }[] {
  const { parent } = stream;
  if (parent === undefined) return [{ path: {}, records: emulator.records(stream.name) }];
  return emulator
    .records(parent.stream)
    .slice(0, 3)
    .map((owner) => {
      const path = Object.fromEntries(
        Object.entries(parent.parameters).map(([name, field]) => [name, textOf(at(owner, field))]),
      );
      return { path, records: emulator.children(stream.name, path) };
    });
}

/** Every record carries its key, no two the same one, and its cursor field as declared. */
function expectRealRecords(records: readonly Json[], { name, primaryKey, incremental }: StreamContract): void {
  expect(records.length, name).toBeGreaterThan(0);
  const keys = records.map((record) =>
    JSON.stringify(primaryKey.length === 0 ? record : primaryKey.map((key) => at(record, key))),
  );
  expect(
    keys.filter((key) => /null|undefined/.test(key) && primaryKey.length > 0),
    name,
  ).toEqual([]);
  expect(new Set(keys).size, name).toBe(records.length);
  if (incremental === undefined) return;
  for (const record of records)
    expect(at(record, incremental.cursorField), name).toSatisfy((value) => isInstant(value, incremental.format));
}

function isInstant(value: Json | undefined, format: string): boolean {
  if (format.startsWith("epoch")) return /^\d{10,13}(\.\d+)?$/.test(textOf(value));
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}

/** Server URLs of documents may be relative or templates. */
const baseUrlOf = ({ baseUrl }: Connector): string =>
  URL.canParse(baseUrl) && !baseUrl.includes("{") ? baseUrl : "https://vendor.example";
