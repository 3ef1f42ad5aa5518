import * as fc from "fast-check";
import { expect, test } from "vitest";
import { contractWith } from "../../../test/contract.ts";
import type { Json } from "../../connector/index.ts";
import { countsHold } from "../../receipt/counts.ts";
import type { RecordKey } from "../../record/record.ts";
import { resolveCopies } from "./resolve-copies.ts";
import { sortItem } from "./sort-item.ts";
import { tally } from "./tally.ts";

const contract = contractWith({ deletes: { field: "/deleted" } });

/** Any item a vendor may send: records of few keys, tombstones, and what is neither. */
const item: fc.Arbitrary<Json> = fc.oneof(
  fc.record({ id: fc.constantFrom("a", "b", "c", 1, 2), v: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ id: fc.constantFrom("a", "b", "z"), deleted: fc.constant(true) }),
  fc.jsonValue().map((value) => value as Json),
);

test("invariant 120: whatever pages bring, every item is counted once, and the rows are those of the last copies", () => {
  fc.assert(
    fc.property(fc.array(fc.array(item, { maxLength: 8 }), { maxLength: 5 }), (pages) => {
      const hashes = new Map<RecordKey, string>();
      const met = new Set<RecordKey>();
      const truth = new Map<RecordKey, string>();
      for (const page of pages) {
        const items = page.map((one) => sortItem(contract, one));
        const result = tally(resolveCopies(items), { hashes, met, newer: new Set(), held: new Set() });
        expect(countsHold(result.counts)).toBe(true);
        expect(result.counts.received).toBe(page.length);
        expect(result.put).toHaveLength(result.counts.created + result.counts.updated);
        for (const key of result.remove) hashes.delete(key);
        for (const row of result.put) hashes.set(row.key, row.hash);
        for (const key of result.keys) met.add(key);
        for (const one of items) {
          if (one.kind === "record") truth.set(one.key, one.hash);
          if (one.kind === "tombstone") truth.delete(one.key);
        }
      }
      expect(hashes).toEqual(truth);
    }),
  );
});

test("a page that is delivered again changes nothing", () => {
  const items = [{ id: "a" }, { id: "b" }].map((one) => sortItem(contract, one));
  const first = tally(items, { hashes: new Map(), met: new Set(), newer: new Set(), held: new Set() });
  const hashes = new Map(first.put.map(({ key, hash }) => [key, hash]));
  const again = tally(items, { hashes, met: new Set(first.keys), newer: new Set(), held: new Set() });
  expect([again.put, again.remove, again.counts.duplicate]).toEqual([[], [], 2]);
  const nextRun = tally(items, { hashes, met: new Set(), newer: new Set(), held: new Set() });
  expect(nextRun.counts).toMatchObject({ unchanged: 2, duplicate: 0 });
});

const hostile = JSON.parse('{"id":"a","__proto__":{"polluted":true},"constructor":1}') as Json;

test("hostile names are data like any other", () => {
  const sorted = sortItem(contract, hostile);
  expect(sorted.kind).toBe("record");
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test("a record that is nested too deeply is kept aside, not walked", () => {
  let deep: Json = 1;
  for (let level = 0; level < 100_000; level += 1) deep = [deep];
  expect(sortItem(contract, { id: "a", deep })).toMatchObject({ kind: "refused", reason: "too_large", key: "a" });
});
