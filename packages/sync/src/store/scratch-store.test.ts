import { expect, test } from "vitest";
import { base, here, keys, page, quarantined } from "./conformance/fixtures.ts";
import type { Batch, Store } from "./contract.ts";
import { createMemoryStore } from "./index.ts";
import { scratchStore } from "./scratch-store.ts";

const { connection, stream } = here;

/** What a run asks of a store to judge what it read. */
async function judgedBy(store: Store) {
  const ranges = [
    { limit: 3 },
    { limit: 100 },
    { limit: 2, after: keys("000002")[0] },
    { limit: 2, after: keys("z")[0] },
  ];
  return {
    keys: await Promise.all(ranges.map((range) => store.keys(connection, stream, range))),
    count: await store.count(connection, stream),
    aside: await store.quarantineCount(connection, stream),
    found: await store.quarantined(connection, stream, ["q-1", "q-2", "q-3"]),
  };
}

test("what would have been written is counted and listed as if it had been, and is not", async () => {
  const before: Batch = {
    ...here,
    put: page(8),
    quarantine: { put: [quarantined("q-1"), quarantined("q-2")], remove: [] },
  };
  const batches: readonly Batch[] = [
    {
      ...here,
      put: [base("000003"), base("0000025"), base("a")],
      quarantine: { put: [quarantined("q-3")], remove: ["q-1"] },
    },
    { ...here, remove: keys("000000", "000001", "000004", "a"), put: [base("zz")] },
  ];
  const [real, tried] = [createMemoryStore(), createMemoryStore()];
  for (const store of [real, tried]) await store.commit(before);
  const untouched = await judgedBy(tried);
  const scratch = await scratchStore(tried, here);
  for (const batch of batches) {
    await real.commit(batch);
    await scratch.commit(batch);
    expect(await judgedBy(scratch)).toEqual(await judgedBy(real));
  }
  expect([await tried.head(), await judgedBy(tried)]).toEqual([1, untouched]);
});
