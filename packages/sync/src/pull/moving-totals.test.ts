import * as fc from "fast-check";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { pullContext } from "../../test/pull-context.ts";
import type { TestContext } from "../../test/pull-context.ts";
import { run, storedKeys } from "../../test/run-pull.ts";
import { json } from "../../test/vendor.ts";
import type { Pagination } from "../connector/index.ts";
import { atRest } from "../status/facts.ts";
import { snapshotOf } from "../status/snapshot-of.ts";
import type { SnapshotProgress } from "../status/snapshot.ts";

const common = { total: "/total", pageSize: { param: "limit", size: 3 } } as const;
const styles: readonly Pagination[] = [
  { ...common, style: "keyset", key: "after", keyField: "/id", hasMore: "/more", end: "has-more" },
  { ...common, style: "page", page: "page", first: 1, hasMore: "/more", end: "has-more" },
  { ...common, style: "offset", offset: "skip", end: "total" },
];

const idOf = (n: number): string => `c${String(n).padStart(3, "0")}`;

/** The page that is asked for, of what there is now. */
function answer(ids: readonly string[], { searchParams: query }: URL): Response {
  const after = query.get("after");
  const place = ids.findIndex((id) => after !== null && id > after);
  const first = query.has("page") ? (Number(query.get("page")) - 1) * 3 : Number(query.get("skip"));
  const from = after === null ? first : place === -1 ? ids.length : place;
  const data = ids.slice(from, from + 3).map((id) => ({ id }));
  return json({ data, more: from + 3 < ids.length, total: ids.length });
}

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
        let ids = first.map(idOf).toSorted();
        const throughout = new Set(ids);
        const rests: number[] = [];
        let answers = 0;
        const context = pullContext({
          contract: contractWith({ pagination }),
          vendor: async (request) => {
            const progress = await progressNow(context);
            if (progress?.total !== undefined) rests.push(progress.total - progress.done);
            const { remove = [], add = [] } = moves[answers++ - 1] ?? {};
            for (const id of remove.map(idOf)) throughout.delete(id);
            ids = [...new Set([...ids.filter((id) => !remove.map(idOf).includes(id)), ...add.map(idOf)])].toSorted();
            return answer(ids, new URL(request.url));
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
