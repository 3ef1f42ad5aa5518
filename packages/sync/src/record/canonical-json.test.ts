import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../connector/json.ts";
import { canonicalJson } from "./canonical-json.ts";
import { hashRecord } from "./hash-record.ts";
import { recordLimits } from "./record-limits.ts";

const json = fc.jsonValue({ noUnicodeString: false }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

test("canonical text is JSON of the same value", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(value);
    }),
  );
});

test("the order in which members arrive changes neither text nor hash", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), json), fc.nat(), (object, turn) => {
      const entries = Object.entries(object);
      const turned = Object.fromEntries([
        ...entries.slice(turn % (entries.length || 1)),
        ...entries.slice(0, turn % (entries.length || 1)),
      ]);
      expect(canonicalJson(turned)).toBe(canonicalJson(object));
      expect(hashRecord(turned)).toBe(hashRecord(object));
    }),
  );
});

test("different values have different texts and hashes", () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
      expect(canonicalJson(a) === canonicalJson(b)).toBe(same);
      expect(hashRecord({ a }) === hashRecord({ a: b })).toBe(same);
    }),
  );
});

const rows: readonly { given: string; want: string }[] = [
  { given: `{"b":1,"a":[true,null,"x"]}`, want: `{"a":[true,null,"x"],"b":1}` },
  { given: `{"__proto__":{"admin":true},"a":1}`, want: `{"__proto__":{"admin":true},"a":1}` },
  { given: `{"10":1,"9":2,"a":3}`, want: `{"10":1,"9":2,"a":3}` },
  { given: `{"€":1,"\\r":2,"1":3,"😀":4,"ö":5,"\ufb33":6}`, want: `{"\\r":2,"1":3,"ö":5,"€":1,"😀":4,"\ufb33":6}` },
  { given: `[1E3,-0,0.1,5e-324,1.0]`, want: `[1000,0,0.1,5e-324,1]` },
  { given: `"\\ud800"`, want: `"\\ud800"` },
  { given: `{}`, want: `{}` },
  { given: `[[],{}]`, want: `[[],{}]` },
];

test.each(rows)("$given is written $want", ({ given, want }) => {
  expect(canonicalJson(JSON.parse(given) as Json)).toBe(want);
});

test.each<{ items: readonly unknown[]; want: string }>([
  { items: [undefined], want: "[undefined]" },
  { items: [[undefined], 1], want: "[[undefined],1]" },
  // oxlint-disable-next-line no-sparse-arrays -- a list with a hole is what is meant
  { items: [, 1], want: "[undefined,1]" },
])("items that no JSON is are told apart from none: $want", ({ items, want }) => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- plain JavaScript may give it
  expect(canonicalJson(items as Json)).toBe(want);
});

test("objects whose names begin or end alike are each written in their own order, also when they come again", () => {
  const alike = [`{"b":1,"a":2,"z":3}`, `{"c":1,"b":2,"z":3}`, `{"b":1,"z":2}`, `{"b":1,"1":2,"z":3}`];
  const written = [`{"a":2,"b":1,"z":3}`, `{"b":2,"c":1,"z":3}`, `{"b":1,"z":2}`, `{"1":2,"b":1,"z":3}`];
  for (const given of [alike, alike.toReversed()]) {
    const want = given === alike ? written : written.toReversed();
    expect(given.map((text) => canonicalJson(JSON.parse(text) as Json))).toEqual(want);
  }
});

test("a member that is undefined is a member that is absent", () => {
  expect(
    canonicalJson(
      Object.fromEntries([
        ["a", 1],
        ["b", undefined],
      ]) as Json,
    ),
  ).toBe(`{"a":1}`);
});

test("nesting is followed to its limit and refused beyond it, with a typed failure", () => {
  const nested = (levels: number) => JSON.parse("[".repeat(levels) + "]".repeat(levels)) as Json;
  expect(canonicalJson(nested(recordLimits.depth))).toHaveLength(recordLimits.depth * 2);
  expect(() => canonicalJson(nested(recordLimits.depth + 1))).toThrow(expect.objectContaining({ code: "too_large" }));
  expect(() => canonicalJson(nested(5_000))).toThrow(/nested deeper than 256 levels/);
});

test("a value whose text is too long is refused with a typed failure", () => {
  const text = "x".repeat(recordLimits.characters - 2);
  expect(canonicalJson(text)).toHaveLength(recordLimits.characters);
  expect(() => canonicalJson(`${text}x`)).toThrow(expect.objectContaining({ code: "too_large" }));
});

/** Independent of the writer: an object becomes a marked list of its members, so that it can be compared as text and taken for no array. */
function sorted(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return { array: value.map(sorted) };
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { object: members.map(([name, member]) => [name, sorted(member)]) };
}
