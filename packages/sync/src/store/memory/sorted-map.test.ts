import * as fc from "fast-check";
import { expect, test } from "vitest";
import { SortedMap } from "./sorted-map.ts";

const step = fc.record({ kind: fc.constantFrom("set", "set", "delete"), key: fc.string({ maxLength: 2 }) });

test("it reads like a sorted list of its keys after any sequence of writes", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), fc.string({ maxLength: 2 }), fc.nat(20), (steps, after, limit) => {
      const map = new SortedMap<string, number>();
      const model = new Map<string, number>();
      steps.forEach(({ kind, key }, n) => {
        if (kind === "set") {
          map.set(key, n);
          model.set(key, n);
        } else {
          map.delete(key);
          model.delete(key);
        }
      });
      const sorted = [...model.keys()].toSorted((a, b) => (a < b ? -1 : 1));
      expect(map.size).toBe(model.size);
      expect(map.keysAfter(undefined, Number.MAX_SAFE_INTEGER)).toEqual(sorted);
      const rest = sorted.filter((key) => key > after).slice(0, limit);
      expect(map.keysAfter(after, limit)).toEqual(rest);
      expect(map.valuesAfter(after, limit)).toEqual(rest.map((key) => model.get(key)));
    }),
  );
});

test("it stays sorted across many chunks, filled in any order and emptied again", () => {
  const map = new SortedMap<string, number>();
  const keys = Array.from({ length: 5_000 }, (_, n) => String((n * 7_919) % 5_000).padStart(5, "0"));
  keys.forEach((key, n) => map.set(key, n));
  const sorted = keys.toSorted();
  expect(map.keysAfter(undefined, 5_000)).toEqual(sorted);
  expect(map.keysAfter("02499", 3)).toEqual(["02500", "02501", "02502"]);
  for (const key of keys.slice(1)) map.delete(key);
  expect(map.keysAfter(undefined, 10)).toEqual([keys[0]]);
});
