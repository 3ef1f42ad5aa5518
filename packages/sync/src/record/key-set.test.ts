import * as fc from "fast-check";
import { expect, test } from "vitest";
import { collidingTexts } from "../../test/colliding-texts.ts";
import { createKeySet } from "./key-set.ts";
import { asRecordKey } from "./record-key.ts";
import type { RecordKey } from "./record.ts";

const key = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.nat({ max: 300 }).map(String),
    fc.constantFrom("__proto__", "constructor", "", "\0", "\0\0"),
  )
  .map(asRecordKey);
const keys = fc.oneof(
  fc.array(key, { maxLength: 400 }),
  fc.array(collidingTexts, { maxLength: 50 }).map((pairs) => pairs.flat().map(asRecordKey)),
);

test("knows what a Set knows, whatever the keys are", () => {
  fc.assert(
    fc.property(fc.string(), keys, fc.array(key), (secret, added, others) => {
      const [set, known] = [createKeySet(secret), new Set<RecordKey>()];
      for (const each of added) {
        expect(set.has(each)).toBe(known.has(each));
        set.add(each);
        known.add(each);
        expect(set.size).toBe(known.size);
      }
      for (const each of [...added, ...others]) expect(set.has(each)).toBe(known.has(each));
    }),
    { numRuns: 300 },
  );
});

test("knows 100,000 keys that count up, and no other, in 16 to 24 bytes each", () => {
  const set = createKeySet("secret");
  const nth = (n: number) => asRecordKey(`con_${n}`);
  const spent: number[] = [];
  for (let n = 0; n < 100_000; n += 1) {
    set.add(nth(n));
    if (n > 1000) spent.push(set.bytes / set.size);
  }
  const known = Array.from({ length: 200_000 }, (_, n) => set.has(nth(n)));
  expect(known.indexOf(false)).toBe(100_000);
  expect(known.lastIndexOf(true)).toBe(99_999);
  expect(set.size).toBe(100_000);
  expect(Math.min(...spent)).toBeGreaterThanOrEqual(15.9);
  expect(Math.max(...spent)).toBeLessThan(24.1);
});
