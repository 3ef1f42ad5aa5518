import { expect, test } from "vitest";
import { cycles, reachable, type Graph } from "./cycles.ts";

const graph = (edges: Record<string, string[]>): Graph => new Map(Object.entries(edges));

test.for([
  { given: {}, want: [] },
  { given: { a: ["b", "c"], b: ["d"], c: ["d"], d: [] }, want: [] },
  { given: { a: ["a"] }, want: [["a", "a"]] },
  { given: { a: ["b"], b: ["c"], c: ["b"] }, want: [["b", "c", "b"]] },
  {
    given: { a: ["b"], b: ["a"], c: ["d"], d: ["c"] },
    want: [
      ["a", "b", "a"],
      ["c", "d", "c"],
    ],
  },
])("the cycles of $given are $want", ({ given, want }) => {
  expect(cycles(graph(given))).toEqual(want);
});

test("what can be reached includes the beginning and stops at circles", () => {
  expect([...reachable(graph({ a: ["b"], b: ["c", "a"], d: ["a"] }), "a")].toSorted()).toEqual(["a", "b", "c"]);
});
