import { createVirtualClock } from "@waybill/transport/testing";
import type { VirtualClock } from "@waybill/transport/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { contractWith, datedBy } from "../../../test/contract.ts";
import { dyingStore } from "../../../test/dying-store.ts";
import { pullContext } from "../../../test/pull-context.ts";
import type { Vendor } from "../../../test/pull-context.ts";
import { signal } from "../../../test/run-pull.ts";
import { json } from "../../../test/vendor.ts";
import type { Json } from "../../connector/json.ts";
import { countsHold } from "../../receipt/counts.ts";
import { createMemoryStore } from "../../store/index.ts";
import type { Store } from "../../store/index.ts";
import { pull } from "../pull.ts";

/** Few keys, so that pages repeat each other; contents that differ; what is gone, and what is refused with a key and without one. */
const item = fc.oneof(
  { weight: 8, arbitrary: fc.record({ id: fc.constantFrom(...names("r", 24)), n: fc.nat({ max: 1 }), day: day() }) },
  { weight: 1, arbitrary: fc.record({ id: fc.constantFrom(...names("r", 24)), gone: fc.constant(true), day: day() }) },
  { weight: 1, arbitrary: fc.record({ id: fc.constantFrom(...names("r", 24)), n: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.constantFrom({ n: 1 }, { n: 2 }, null) },
);

/** Keys that no other page has. */
const fresh = (page: number) => names(`p${page}-`, 3).map((id) => ({ id, n: 0, day: 1 }));

const list = fc
  .array(fc.oneof(fc.constant("fresh" as const), fc.array(item, { maxLength: 4 })), { minLength: 1, maxLength: 9 })
  .map((pages) => pages.map((page, at) => (page === "fresh" ? fresh(at) : page)));

const scenario = fc.record({
  lists: fc.array(list, { minLength: 1, maxLength: 3 }),
  dated: fc.boolean(),
  counted: fc.boolean(),
  pagesPerCommit: fc.integer({ min: 2, max: 6 }),
  crashes: fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom("before" as const, "after" as const)), {
    maxLength: 3,
  }),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}${at}`);
}

function day() {
  return fc.integer({ min: 1, max: 3 });
}

/** Answers with these pages, by cursor, with the number of records that have a key and are not gone, or without. */
function vendorOf(pages: readonly (readonly Json[])[], counted: boolean): Vendor {
  const total = new Set(
    pages.flat().flatMap((one) => (one !== null && typeof one === "object" && "id" in one ? [one.id] : [])),
  ).size;
  return (request) => {
    const at = Number(new URL(request.url).searchParams.get("cursor") ?? 0);
    const data = (pages[at] ?? []).map(dated);
    return json({ data, next: at + 1 < pages.length ? String(at + 1) : null, ...(counted && { total }) });
  };
}

function dated(one: Json): Json {
  if (one === null || typeof one !== "object" || !("day" in one)) return one;
  return { ...one, updated_at: `2020-01-0${Number(one["day"])}T00:00:00Z` };
}

/** A memory that takes its time, so that the vendor's next page is always here. */
function unhurried(clock: VirtualClock): Store {
  const memory = createMemoryStore();
  return { ...memory, hashes: async (...at) => clock.sleep(1).then(() => memory.hashes(...at)) };
}

/** Reads each list in a run of its own, and tells everything that is known then, but for when it was and how often it was tried. */
async function stateAfter({ lists, dated: hasDates, counted, pagesPerCommit, crashes }: Scenario): Promise<object> {
  const clock = createVirtualClock();
  const store = unhurried(clock);
  const contract = contractWith({
    deletes: { field: "/gone" },
    pagination: {
      style: "cursor",
      cursor: "cursor",
      nextCursor: "/next",
      end: "next",
      ...(counted && { total: "/total" }),
    },
    ...(hasDates && { incremental: datedBy }),
  });
  const settings = { pagesPerCommit, maxUnfitShare: 1, maxShrink: 1 };
  const at = { clock, contract, settings };
  for (const [nth, pages] of lists.entries()) {
    const vendor = vendorOf(pages, counted);
    for (const [index, [operation, when]] of (nth === 0 ? [] : crashes).entries()) {
      const mortal = pullContext({
        ...at,
        vendor,
        store: dyingStore(store, operation, when),
        owner: `m${nth}-${index}`,
      });
      await clock.settle(pull(mortal, { signal, mode: "full" })).catch(() => {});
      if ((await store.receipts("acme", { limit: 10 })).items.length > nth) break;
    }
    if ((await store.receipts("acme", { limit: 10 })).items.length > nth) continue;
    await clock.settle(pull(pullContext({ ...at, vendor, store, owner: `h${nth}` }), { signal, mode: "full" }));
  }
  return told(store);
}

async function told(store: Store): Promise<object> {
  const receipts = (await store.receipts("acme", { limit: 10 })).items.flatMap((one) =>
    one.kind === "run" ? [one] : [],
  );
  const runs = receipts.map(({ id }) => id);
  const keys = await store.keys("acme", "contacts", { limit: 1000 });
  const rows = await store.bases("acme", "contacts", keys);
  const aside = await store.quarantine("acme", { limit: 1000 });
  const touch = ({ run, page }: { readonly run: string; readonly page?: number | undefined }) => [
    runs.indexOf(run),
    page,
  ];
  expect(receipts.every(({ counts }) => countsHold(counts))).toBe(true);
  return {
    receipts: receipts.map(({ outcome, counts, digest, completeness, pages }) => ({
      outcome,
      counts,
      digest,
      completeness,
      pages,
    })),
    rows: rows.map(
      (row) => row && { data: row.data, hash: row.hash, touches: [...(row.earlier ?? []), row].map(touch) },
    ),
    removed: (await store.removed("acme", "contacts", { limit: 1000 })).map(({ key, touches }) => [
      key,
      touches.map(touch),
    ]),
    aside: aside.items.map(({ id, reason, raw, ...of }) => ({ id, reason, raw, touch: touch(of) })),
  };
}

test("whatever arrives and wherever it crashes, pages that share a commit leave what pages with a commit each leave", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const grouped = await stateAfter(given);
      expect(grouped).toEqual(await stateAfter({ ...given, pagesPerCommit: 1, crashes: [] }));
    }),
    { numRuns: process.env["WAYBILL_LONG"] === "1" ? 3000 : 60 },
  );
});
