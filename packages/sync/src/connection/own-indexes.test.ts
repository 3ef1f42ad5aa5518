import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { connectorOf } from "../../test/engine.ts";
import { createMemoryStore } from "../store/memory/create-memory-store.ts";
import { ownIndexes } from "./own-indexes.ts";

test("indexes that a connector has ceased to declare are taken away at once, where it declares none at all too", async () => {
  const store = createMemoryStore();
  await store.declareIndexes("acme", { contacts: ["/name"], deals: ["/amount"] });
  ownIndexes({ id: "acme", connector: connectorOf([contractWith()]), store });
  expect(await store.indexes("acme", "contacts")).toEqual([]);
  expect(await store.indexes("acme", "deals")).toEqual([]);
});
