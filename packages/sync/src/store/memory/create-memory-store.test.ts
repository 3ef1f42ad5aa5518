import { describe, expect, test } from "vitest";
import { storeConformance } from "../conformance/store-conformance.ts";
import { createMemoryStore } from "./create-memory-store.ts";

storeConformance({ describe, test, expect, open: async () => createMemoryStore() });

test("a store in memory says that nothing outlives it", () => {
  expect(createMemoryStore().durable).toBe(false);
});

test("jobs are refused rather than dropped: there is no queue to run them", async () => {
  const store = createMemoryStore();
  const batch = { connection: "crm", jobs: [{ name: "sync", key: "crm" }] };
  await expect(store.commit(batch)).rejects.toThrow(/no queue/);
  await expect(store.commit({ ...batch, jobs: [] })).resolves.toBe(1);
});
