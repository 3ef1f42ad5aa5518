import * as fc from "fast-check";
import { expect, test } from "vitest";
import { answers, queries, take, turns } from "../../test/index-turns.ts";
import type { Json } from "../connector/json.ts";
import { readPointer } from "../connector/pointer.ts";
import type { RecordView } from "../record/record.ts";
import { here } from "./conformance/fixtures.ts";
import { createMemoryStore } from "./memory/create-memory-store.ts";
import type { IndexQuery, ValueRange } from "./index-query.ts";

const kinds = ["null", "boolean", "number", "string"];
const kindOf = (value: Json) => kinds.indexOf(value === null ? "null" : typeof value);

/** Compares values of any kind without a look at how places are written. */
function compare(a: Json, b: Json): number {
  if (kindOf(a) !== kindOf(b)) return kindOf(a) - kindOf(b);
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  return Number(a) - Number(b);
}

function isWithin(value: Json, range: ValueRange): boolean {
  const { is, from, after, to, before } = range;
  const same = [is, from, after, to, before].every((bound) => bound === undefined || kindOf(bound) === kindOf(value));
  if (!same) return false;
  return (
    (is === undefined || compare(value, is) === 0) &&
    (from === undefined || compare(value, from) >= 0) &&
    (after === undefined || compare(value, after) > 0) &&
    (to === undefined || compare(value, to) <= 0) &&
    (before === undefined || compare(value, before) < 0)
  );
}

/** Everything read, sorted and cut by hand. */
function byHand(views: readonly RecordView[], { index, range = {}, order, limit }: IndexQuery): unknown {
  const placed = views.flatMap((view) => {
    const value = readPointer(view.data, index);
    return value === undefined || kindOf(value) < 0 || !isWithin(value, range) ? [] : [{ view, value }];
  });
  const ascending = placed.toSorted((a, b) => compare(a.value, b.value) || (a.view.key < b.view.key ? -1 : 1));
  const sorted = (order === "descending" ? ascending.toReversed() : ascending).map(({ view }) => view);
  const pages = Array.from({ length: Math.ceil(sorted.length / limit) }, (_, at) =>
    sorted.slice(at * limit, (at + 1) * limit),
  );
  return pages.length === 0 ? [[]] : pages;
}

test("what is found by a field is what sorting everything by hand finds, after any turns", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turns, { maxLength: 14 }), async (all) => {
      const store = createMemoryStore();
      for (const turn of all) await take(store, turn);
      const declared = await store.indexes(here.connection, here.stream);
      const views = await store.records(here.connection, here.stream, { limit: 1_000 });
      const wanted = queries.map((query) => (declared.includes(query.index) ? byHand(views, query) : "contract"));
      expect(await answers(store)).toEqual(wanted);
    }),
    { numRuns: process.env["WAYBILL_LONG"] === "1" ? 5_000 : 200 },
  );
});
