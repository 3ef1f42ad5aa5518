import * as fc from "fast-check";
import { expect, test } from "vitest";
import { contractWith, datedBy } from "../../../test/contract.ts";
import { pullContext } from "../../../test/pull-context.ts";
import type { TestContext } from "../../../test/pull-context.ts";
import { run, storedKeys } from "../../../test/run-pull.ts";
import { fakeVendor } from "../../../test/vendor.ts";
import type { Pagination } from "../../connector/index.ts";
import { atRest } from "../../status/facts.ts";
import { snapshotOf } from "../../status/snapshot-of.ts";
import type { SnapshotProgress } from "../../status/snapshot.ts";

const common = { total: "/total", pageSize: { param: "limit", size: 3 } } as const;
const styles: readonly Pagination[] = [
  { ...common, style: "keyset", key: "after", keyField: "/id", hasMore: "/more", end: "has-more" },
  { ...common, style: "page", page: "page", first: 1, hasMore: "/more", end: "has-more" },
  { ...common, style: "offset", offset: "skip", end: "total" },
];

const idOf = (n: number): string => `c${String(n).padStart(3, "0")}`;

/** Listed by number, whenever they came. */
const row = (n: number) => ({ id: idOf(n), updated_at: new Date(n).toISOString() });

async function progressNow({ store, clock }: TestContext): Promise<SnapshotProgress | undefined> {
  const checkpoint = await store.checkpoint("acme", "contacts");
  const facts = { connection: "acme", stream: "contacts", known: true, heldBack: 0, live: atRest, elsewhere: false };
  return snapshotOf({ ...facts, checkpoint, durable: true, revision: 1, now: clock.now() }).progress;
}

test("invariant 13: a count that moves while a list is read makes no run complete that lacks a record, and no rest negative", async () => {
  const move = fc.record({
    remove: fc.array(fc.nat(30), { maxLength: 4 }),
    add: fc.array(fc.nat(30), { maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...styles),
      fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 20 }),
      fc.array(move, { maxLength: 6 }),
      async (pagination, first, moves) => {
        const source = fakeVendor(first.map(row), {
          pagination,
          stream: { incremental: { ...datedBy, order: "asc" } },
        });
        const throughout = new Set(source.ids());
        for (const [index, { remove, add }] of moves.entries())
          source.before(index + 2, () => {
            for (const id of new Set(remove.map(idOf))) throughout.delete(id);
            source.remove(...new Set(remove.map(idOf).filter((id) => source.ids().includes(id))));
            for (const one of add.map(row)) if (!source.ids().includes(one.id)) source.put(one);
          });
        const rests: number[] = [];
        const context = pullContext({
          contract: contractWith({ pagination }),
          vendor: async (request) => {
            const progress = await progressNow(context);
            if (progress?.total !== undefined) rests.push(progress.total - progress.done);
            return source.vendor(request);
          },
        });
        const receipt = await run(context);
        const stored = new Set(await storedKeys(context));
        const isWhole = [...throughout].every((id) => stored.has(id));
        expect(rests.every((rest) => rest >= 0)).toBe(true);
        expect(isWhole || (receipt.outcome === "partial" && !receipt.completeness.proven)).toBe(true);
      },
    ),
    { numRuns: process.env["WAYBILL_LONG"] === "1" ? 3000 : 200 },
  );
});
