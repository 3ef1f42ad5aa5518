import { expect, test } from "vitest";
import { entriesCache } from "./entries-cache.ts";
import { probeOf } from "./filter.ts";
import { remembering } from "./remembering.ts";
import type { Entries } from "./segment.ts";

const keysOf = (id: number): readonly string[] => Array.from({ length: 1_000 }, (_, at) => `${id}/${at}`);
const entriesOf = (id: number): Entries => ({ keys: keysOf(id), hashes: [], ends: [], origins: [], origin: [] });

test("what was used last is kept, and what was dropped still tells most keys that it does not hold", () => {
  const cache = entriesCache(remembering);
  for (let id = 0; id < 140; id += 1) {
    cache.put(id, entriesOf(id));
    cache.get(0);
  }
  const kept = Array.from({ length: 140 }, (_, id) => id).filter((id) => cache.get(id) !== undefined);
  expect(kept).toEqual([0, ...Array.from({ length: 130 }, (_, at) => 10 + at)]);
  expect(keysOf(5).every((key) => cache.mayHold(5, probeOf(key)))).toBe(true);
  expect(keysOf(6).filter((key) => cache.mayHold(5, probeOf(key))).length).toBeLessThan(10);
});

test("of a segment that was never read nothing is ruled out, nor of one whose entries are there", () => {
  const cache = entriesCache(remembering);
  cache.put(1, entriesOf(1));
  expect([cache.mayHold(1, probeOf("2/2")), cache.mayHold(2, probeOf("1/1"))]).toEqual([true, true]);
});

test("entries of long keys weigh what they take", () => {
  const cache = entriesCache(remembering);
  const most = remembering.entries * 50;
  const long = (id: number): Entries => ({ ...entriesOf(id), keys: [`${id}`.padEnd(most / 4)] });
  for (let id = 0; id < 10; id += 1) cache.put(id, long(id));
  expect(Array.from({ length: 10 }, (_, id) => id).filter((id) => cache.get(id) !== undefined)).toEqual([6, 7, 8, 9]);
});
