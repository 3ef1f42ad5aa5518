import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { contractVersion } from "../connector/index.ts";
import type { Connector } from "../connector/index.ts";
import { createMemoryStore } from "../store/memory/create-memory-store.ts";
import { ownIndexes } from "./own-indexes.ts";

const connector: Connector = {
  contractVersion,
  vendor: "harbor-crm",
  title: "Harbor CRM",
  version: "1.0.0",
  baseUrl: "https://api.harbor.test",
  auth: [{ kind: "bearer" }],
  streams: { contacts: contractWith() },
};

test("indexes that a connector has ceased to declare are taken away at once, where it declares none at all too", async () => {
  const store = createMemoryStore();
  await store.declareIndexes("acme", { contacts: ["/name"], deals: ["/amount"] });
  ownIndexes({ id: "acme", connector, store });
  expect(await store.indexes("acme", "contacts")).toEqual([]);
  expect(await store.indexes("acme", "deals")).toEqual([]);
});
