import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { contractWith } from "../../../test/contract.ts";
import { lived, pageHistory } from "../../../test/page-histories.ts";
import type { Engine } from "../../../test/page-histories.ts";
import { plantedSources, removeAll } from "../../../test/planted.ts";
import type { Bug } from "../../../test/planted.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { asRecordKey } from "../../record/record-key.ts";
import type { RecordKey } from "../../record/record.ts";
import { createMemoryStore } from "../../store/index.ts";
import { compare } from "./compare.ts";
import { pull } from "../pull.ts";
import { resolveCopies } from "../page/resolve-copies.ts";
import { sortItem } from "../page/sort-item.ts";
import { tally } from "../page/tally.ts";

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

const folders: string[] = [];
afterAll(() => removeAll(folders));

/** Each is one line as somebody might get it wrong, in a copy of the sources. */
const bugs = {
  "what came twice is taken for unchanged": {
    file: "../../pull/reading/compare.ts",
    right: "item.hash === found[at] && !met.has(item.key)",
    wrong: "item.hash === found[at]",
  },
  "a tombstone is taken for a record that was not met": {
    file: "../../pull/reading/compare.ts",
    right: "counts.quarantined + counts.removed + counts.filtered > 0",
    wrong: "counts.quarantined > 0",
  },
} as const;

/** Decides each page record by record, by all that the run has met. */
const slow: Bug = {
  file: "../../pull/reading/compare.ts",
  right: `const met = leavesOut || found.some((hash) => hash !== undefined) ? await session.met.all() : nothing;
  if (isUnchanged(items, found, met)) return { ...unchanged(items, keys), expect };`,
  wrong: "const met = await session.met.all();",
};

const isLong = process.env["WAYBILL_LONG"] === "1";

test("nothing shows whether a page is decided at once or record by record", async () => {
  expect(await isSeen(slow, isLong ? 3000 : 100)).toBe(false);
}, 600_000);

test.each(Object.entries(bugs))(
  "it would show that %s",
  async (_, bug) => expect(await isSeen(bug)).toBe(true),
  120_000,
);

/** Whether histories by a copy of the sources that differs end otherwise than by these. */
async function isSeen(change: Bug, numRuns = 1000): Promise<boolean> {
  const other: Pick<Engine, "pull"> = await import(
    /* @vite-ignore */ join(plantedSources(change, folders), "pull/pull.ts")
  );
  // What differs is not told: to write it down takes minutes.
  const { failed } = await fc.check(
    fc.asyncProperty(pageHistory, async (history) =>
      isDeepStrictEqual(await lived(history, other), await lived(history, { pull })),
    ),
    { numRuns, endOnFailure: true },
  );
  return failed;
}
