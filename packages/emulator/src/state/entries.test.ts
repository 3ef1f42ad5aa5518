import * as fc from "fast-check";
import { expect, test } from "vitest";
import { overlaid } from "./entries.ts";
import type { Entry, Rank } from "./entry.ts";
import { ascending, filteredBy, sortedBy, stretch, type Sequence } from "./sequence.ts";

const instants = { created: 0, updated: 0, event: 0 };
const entry = (n: number): Entry => ({ n, presence: "live", instants, version: 1, change: 0, record: () => n });

/** Generated records with instants, some edited since (at a new instant, or gone), and some created. */
const worlds = fc.record({
  instants: fc.array(fc.nat(20), { maxLength: 40 }),
  edits: fc.dictionary(fc.nat(50).map(String), fc.option(fc.nat(30)), { maxKeys: 12 }),
  descending: fc.boolean(),
});

const compare = (a: Rank, b: Rank): number => a.at - b.at || a.n - b.n;

test("what is laid over generated records stands where a sort of everything would put it", () => {
  fc.assert(
    fc.property(worlds, ({ instants: generated, edits, descending }) => {
      const rankAt = (index: number): Rank => ({ at: generated[index] ?? 0, n: index });
      const edited = Object.entries(edits).flatMap(([n, at]) => (at === null ? [] : [{ n: Number(n), at }]));
      const replaced = Object.keys(edits)
        .map(Number)
        .filter((n) => n < generated.length);
      const view = overlaid({
        sequence: sortedBy(generated.length, (index) => generated[index] ?? 0),
        entryAt: entry,
        rankAt,
        replaced,
        edited: edited.map((rank) => ({ entry: entry(rank.n), rank })),
        descending,
      });
      const kept = generated.map((_, index) => rankAt(index)).filter(({ n }) => !replaced.includes(n));
      const wanted = [...kept, ...edited].toSorted((a, b) => (descending ? compare(b, a) : compare(a, b)));
      expect(view.length).toBe(wanted.length);
      expect(view.slice(0, view.length).map(({ n }) => n)).toEqual(wanted.map(({ n }) => n));
      expect(view.slice(2, 5).map(({ n }) => n)).toEqual(wanted.slice(2, 5).map(({ n }) => n));
      expect(view.at(view.length)).toBeUndefined();
    }),
  );
});

const all = (sequence: Sequence): readonly number[] =>
  Array.from({ length: sequence.length }, (_, at) => sequence.at(at));

test("sequences are filtered and cut as arrays are", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 30 }), fc.nat(9), fc.nat(12), fc.nat(12), (values, least, ...ends) => {
      const sorted = sortedBy(values.length, (index) => values[index] ?? 0);
      const isKept = (index: number) => (values[index] ?? 0) >= least;
      expect(all(filteredBy(sorted, isKept))).toEqual(all(sorted).filter(isKept));
      expect(all(stretch(sorted, ...ends))).toEqual(all(sorted).slice(...ends));
      expect(all(ascending(sorted))).toEqual(values.map((_, index) => index));
    }),
  );
});
