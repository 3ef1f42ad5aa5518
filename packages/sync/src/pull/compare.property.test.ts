import * as fc from "fast-check";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { pullContext } from "../../test/pull-context.ts";
import { asRecordKey } from "../record/record-key.ts";
import type { RecordKey } from "../record/record.ts";
import { createMemoryStore } from "../store/index.ts";
import { compare } from "./compare.ts";
import { resolveCopies } from "./resolve-copies.ts";
import { sortItem } from "./sort-item.ts";
import { tally } from "./tally.ts";

const contract = contractWith({ deletes: { field: "/gone" } });
const id = fc.constantFrom("a", "b", "c", "d");
const nothing: ReadonlySet<RecordKey> = new Set();

/** Mostly records as they are stored. */
const item = fc.oneof(
  { weight: 9, arbitrary: fc.record({ id, v: fc.constantFrom(0, 0, 0, 1) }) },
  { weight: 1, arbitrary: fc.constantFrom({ id: "a", gone: true }, { v: 1 }, null) },
);

test("a page that changes nothing is counted as any other", async () => {
  let unchanged = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { maxLength: 4 }),
      fc.uniqueArray(id),
      fc.uniqueArray(id, { maxLength: 1 }),
      async (page, stored, met) => {
        const items = page.map((one) => sortItem(contract, one));
        const hashes = new Map(stored.map((one) => [asRecordKey(one), hashOf(one)]));
        const memory = createMemoryStore();
        const store = {
          ...memory,
          hashes: async (_: string, __: string, keys: readonly RecordKey[]) => keys.map((key) => hashes.get(key)),
        };
        const keys = new Set(met.map(asRecordKey));
        const context = pullContext({ vendor: () => new Response(), contract, store });
        const found = await compare({ context, met: { all: async () => keys } }, items);
        const judged = { hashes, met: keys, newer: nothing, held: nothing };
        expect(found).toEqual({ ...tally(resolveCopies(items), judged), expect: undefined });
        if (found.counts.unchanged === items.length) unchanged += items.length;
      },
    ),
    { numRuns: 2000 },
  );
  expect(unchanged).toBeGreaterThan(100);
});

/** Of the record of this key as it is stored. */
function hashOf(key: string): string {
  const sorted = sortItem(contract, { id: key, v: 0 });
  return sorted.kind === "record" ? sorted.hash : "";
}
