import { expect, test } from "vitest";
import { contractWith, datedBy } from "../../../test/contract.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { run, storedKeys } from "../../../test/run-pull.ts";
import { fakeVendor, json } from "../../../test/vendor.ts";
import type { Incremental, Pagination } from "../../connector/index.ts";
import type { CountChange } from "../checkpoint/list-position.ts";
import type { Judgement } from "./completeness.ts";
import { start } from "../pagination/loop.ts";
import { cameAndWent, judgeCountChange, countChangeAfter } from "./count-change.ts";

const common = { total: "/total", hasMore: "/more", pageSize: { param: "limit", size: 3 } } as const;
const cursor: Pagination = { ...common, style: "cursor", cursor: "cursor", nextCursor: "/next", end: "next" };
const byId: Pagination = { ...common, style: "keyset", key: "after", keyField: "/id", end: "has-more" };

const hour = 3_600_000;
const isoTime = (at: number): string => new Date(at).toISOString();
const row = (n: number) => ({ id: `c${n}`, updated_at: isoTime(n * 1000) });

interface Scene {
  readonly order: Incremental["order"];
  readonly pagination: Pagination;
}

/** Nine records that are stored already, c0 the oldest, about to be read whole once more, in pages of three. */
async function stored({ order, pagination }: Scene) {
  const incremental = { ...datedBy, order };
  const source = fakeVendor(
    Array.from({ length: 9 }, (_, n) => row(n)),
    { pagination, stream: { incremental } },
  );
  const context = pullContext({ contract: contractWith({ pagination, incremental }), vendor: source.vendor });
  await run(context);
  await context.clock.advance(hour);
  return { source, context, write: (id: string) => source.put({ id, updated_at: isoTime(context.clock.now()) }) };
}

test("a record that a change takes in front of the reader is not removed, although one that was read went and made the count agree", async () => {
  const { source, context, write } = await stored({ order: "desc", pagination: cursor });
  source.before(3, () => {
    source.remove("c8");
    write("c0");
  });
  const receipt = await run(context, "full");
  expect(receipt).toMatchObject({ outcome: "partial", reported: 8, pages: 3, counts: { received: 8, swept: 0 } });
  expect(receipt.completeness).toEqual({ proven: false, why: cameAndWent });
  expect(await storedKeys(context)).toContain("c0");
});

test("nor is one that made up for a record read before the vendor forgot the place, and gone by the time the list is begun again", async () => {
  const { source, context, write } = await stored({ order: "desc", pagination: cursor });
  source.faults.push(undefined, () => json({}, { status: 410 }));
  source.before(3, () => source.remove("c8"));
  source.before(5, () => write("c0"));
  const receipt = await run(context, "full");
  expect(receipt).toMatchObject({ outcome: "complete", reported: 8, counts: { swept: 0 } });
  expect(receipt.completeness).toMatchObject({ proven: false, why: expect.stringContaining("begun again") });
  expect(await storedKeys(context)).toContain("c0");
});

test("a count that grows proves a list in which whatever changes is still ahead of the reader", async () => {
  const { source, context, write } = await stored({ order: "asc", pagination: cursor });
  source.before(3, () => write("c9"));
  const receipt = await run(context, "full");
  expect(receipt).toMatchObject({ reported: 10, completeness: { proven: true, by: "total" }, counts: { created: 1 } });
});

test("a record that the vendor leaves out is not removed, although one that was read went and made the count agree", async () => {
  const { source, context } = await stored({ order: "asc", pagination: byId });
  const left = source.vendor;
  const vendor: typeof left = async (request) => {
    const answer = await left(request);
    const body = Object(await answer.json());
    return json({ ...body, data: body.data.filter(({ id }: { id: string }) => id !== "c5") });
  };
  source.before(3, () => source.remove("c0"));
  const leaving = pullContext({ vendor });
  const receipt = await run({ ...context, send: async (...asked) => leaving.send(...asked) }, "full");
  expect(receipt).toMatchObject({ outcome: "partial", reported: 8, counts: { received: 8, swept: 0 } });
  expect(receipt.completeness).toEqual({ proven: false, why: cameAndWent });
  expect(await storedKeys(context)).toContain("c5");
});

const proven: Judgement = { completeness: { proven: true, by: "total" }, lacking: false, moves: true };

interface Row extends Scene {
  readonly kind: Incremental["kind"];
  /** Whether the list is proven after its count grew, and after it fell. */
  readonly grew: boolean;
  readonly fell: boolean;
}

const byChange: Pagination = { ...byId, keyField: "/updated_at" };

test.each<Row>([
  { order: "asc", kind: "updated", pagination: cursor, grew: true, fell: false },
  { order: "desc", kind: "updated", pagination: cursor, grew: false, fell: false },
  { order: "desc", kind: "created", pagination: cursor, grew: true, fell: false },
  { order: "desc", kind: "event-time", pagination: cursor, grew: false, fell: false },
  { order: "unknown", kind: "updated", pagination: cursor, grew: true, fell: false },
  { order: "desc", kind: "updated", pagination: byId, grew: true, fell: false },
  { order: "desc", kind: "updated", pagination: byChange, grew: false, fell: false },
])("a count that agrees: $order by what is $kind, $pagination.style", ({ order, kind, pagination, grew, fell }) => {
  const contract = contractWith({ pagination, incremental: { ...datedBy, order, kind } });
  const proves = (countChange: CountChange | undefined): boolean =>
    judgeCountChange(contract, { position: { ...start(null), countChange } }, proven).completeness.proven;
  expect([proves(undefined), proves("grew"), proves("fell")]).toEqual([true, grew, fell]);
});

test("a count that fell once has fallen, and the first page's is compared with none", () => {
  const at = (page: number, countChange?: CountChange) => ({ ...start(null), page, countChange });
  expect(countChangeAfter(at(0), { total: 5, before: 9 })).toBeUndefined();
  expect(countChangeAfter(at(1), { total: undefined, before: 9 })).toBeUndefined();
  expect(countChangeAfter(at(1), { total: 10, before: 9 })).toBe("grew");
  expect(countChangeAfter(at(2, "grew"), { total: 9, before: 10 })).toBe("fell");
  expect(countChangeAfter(at(3, "fell"), { total: 12, before: 9 })).toBe("fell");
  expect(countChangeAfter(at(1), { total: 4, before: undefined })).toBe("grew");
});
