import { expect, test } from "vitest";
import { asRecordKey } from "../../record/record-key.ts";
import { createMetMemory } from "./met-memory.ts";
import type { RunKeys } from "./met-memory.ts";
import { noKeysYet } from "./met-keys.ts";

/** As many keys, of the whole run and of the list that is being read. */
function keysOf(count: number): RunKeys {
  const met = noKeysYet({ owner: "secret" });
  met.add(Array.from({ length: count }, (_, n) => asRecordKey(`c${n}`)));
  return { met, listed: met };
}

test("runs that went on last are kept, in as many bytes as are allowed together", () => {
  const { met } = keysOf(100);
  const memory = createMetMemory(2.5 * met.bytes());
  const runs = ["one", "two", "three"].map((run) => memory.of(run));
  const kept = () => runs.map((run) => run.recall(1) !== undefined);
  for (const run of runs) run.keep(1, keysOf(100));
  expect(kept()).toEqual([false, true, true]);
  runs[1]?.recall(1);
  runs[0]?.keep(1, { ...keysOf(0), listed: keysOf(100).met });
  expect(kept()).toEqual([true, true, false]);
  // The one that went on last takes more by itself: it alone is kept.
  runs[2]?.keep(1, keysOf(1000));
  expect(kept()).toEqual([false, false, true]);
});

test("what a run has met is kept as of the last version alone", () => {
  const run = createMetMemory().of("run");
  run.keep(4, keysOf(1));
  run.keep(5, keysOf(2));
  expect([3, 4, 5, 6].map((version) => run.recall(version) !== undefined)).toEqual([false, false, true, false]);
  run.drop();
  expect(run.recall(5)).toBeUndefined();
});

test("who worked before an erasure brings nothing back", () => {
  const memory = createMetMemory();
  const before = memory.of("run");
  memory.clear();
  before.keep(1, keysOf(1));
  expect(memory.of("run").recall(1)).toBeUndefined();
});
