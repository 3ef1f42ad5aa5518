import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** The invariants that hold for pulling, by their numbers. */
const wanted: readonly number[] = [
  ...Array.from({ length: 82 }, (_, index) => index + 1),
  101,
  102,
  104,
  105,
  106,
  107,
  109,
  110,
  111,
  112,
  114,
  117,
  118,
  119,
  120,
  121,
  122,
  126,
];

/** Those that no test holds yet. This list only becomes shorter. */
const notYet: readonly number[] = [];

/** Numbers in the names of tests: `invariant 12: …`, also where a name stands in a table. */
function heldInvariants(): ReadonlySet<number> {
  const files = globSync(
    ["packages/sync/{src,test}/**/*.test.{ts,tsx}", "test/**/*.test.ts", "packages/sync/src/**/*-cases.ts"],
    { cwd: root },
  );
  const names = files.flatMap((file) => [
    ...readFileSync(resolve(root, file), "utf8").matchAll(/["'`]invariant (\d+): /g),
  ]);
  return new Set(names.map((match) => Number(match[1])));
}

test("each invariant of pulling has a test that names it, or is listed as not yet held", () => {
  const held = heldInvariants();
  expect(wanted.filter((number) => !held.has(number))).toEqual(notYet);
});

test("no test names an invariant that there is not", () => {
  expect([...heldInvariants()].filter((number) => !(number >= 1 && number <= 126))).toEqual([]);
});
