import { createVirtualClock } from "@waybill/transport/testing";
import * as fc from "fast-check";
import { test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { dyingStore } from "../../test/dying-store.ts";
import { pagingStyles } from "../../test/paging-styles.ts";
import { pullContext } from "../../test/pull-context.ts";
import type { Vendor } from "../../test/pull-context.ts";
import { fakeVendor, json, rowsOf } from "../../test/vendor.ts";
import { countsHold, distinct } from "../receipt/counts.ts";
import { createMemoryStore } from "../store/index.ts";
import { pull } from "./pull.ts";

const signal = new AbortController().signal;

const faults: readonly Vendor[] = [
  () => json({}, { status: 503 }),
  () => json({}, { status: 429, headers: { "retry-after": "3" } }),
  () => new Response('{"data":[{"id":', { headers: { "content-type": "application/json" } }),
  () => {
    throw new TypeError("connection reset");
  },
];

test("whatever the paging, the faults and the crashes, the store ends equal to the source with exactly one receipt", async () => {
  const scenario = fc.record({
    pagination: fc.constantFrom(...pagingStyles),
    count: fc.integer({ min: 0, max: 60 }),
    cap: fc.integer({ min: 1, max: 12 }),
    faults: fc.array(fc.option(fc.constantFrom(...faults), { nil: undefined }), { maxLength: 12 }),
    crashes: fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom("before" as const, "after" as const)), {
      maxLength: 4,
    }),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ pagination, count, cap, crashes, faults: planned }) => {
      const rows = rowsOf(count);
      const store = createMemoryStore();
      const clock = createVirtualClock();
      const { vendor, faults: met } = fakeVendor(rows, { cap, pagination });
      met.push(...planned);
      const contract = contractWith({ pagination });
      const base = { vendor, contract, clock, settings: { maxAttempts: 30 } };
      for (const [index, [nth, when]] of crashes.entries()) {
        if (await finished(store)) break;
        const mortal = pullContext({ ...base, store: dyingStore(store, nth, when), owner: `mortal-${index}` });
        await clock.settle(pull(mortal, { signal })).catch(() => {});
      }
      if (!(await finished(store)))
        await clock.settle(pull(pullContext({ ...base, store, owner: "heir" }), { signal }));
      const stored = await store.records("acme", "contacts", { limit: 1000 });
      const receipts = (await store.receipts("acme", { limit: 10 })).items;
      const [receipt] = receipts;
      return (
        sameSet(
          stored.map(({ data }) => JSON.stringify(data)),
          rows.map((row) => JSON.stringify(row)),
        ) &&
        receipts.length === 1 &&
        receipt?.kind === "run" &&
        receipt.outcome === "complete" &&
        receipt.completeness.proven &&
        countsHold(receipt.counts) &&
        receipt.counts.created === count &&
        distinct(receipt.counts) === count
      );
    }),
    { numRuns: process.env["WAYBILL_LONG"] === "1" ? 3000 : 150 },
  );
});

async function finished(store: ReturnType<typeof createMemoryStore>): Promise<boolean> {
  return (await store.checkpoint("acme", "contacts"))?.last !== undefined;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
}
