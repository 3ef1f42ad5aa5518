import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatPointer, parsePointer, valueAt } from "./json-pointer.ts";

test("a pointer that is written can be read back, whatever the names", () => {
  fc.assert(
    fc.property(fc.array(fc.string().filter((name) => !name.includes("%"))), (names) => {
      expect(parsePointer(formatPointer(names))).toEqual(names);
    }),
  );
});

test.each([
  ["/paths/~1a~1{id}/get", ["paths", "/a/{id}", "get"]],
  ["/a%20b/c~0d", ["a b", "c~d"]],
  ["/100%", ["100%"]],
  ["", []],
])("%s is %j", (pointer, names) => {
  expect(parsePointer(pointer)).toEqual(names);
});

test("only own members are found", () => {
  expect(valueAt({ a: [{ b: 1 }] }, ["a", "0", "b"])).toBe(1);
  expect(valueAt({ a: {} }, ["a", "constructor"])).toBeUndefined();
  expect(valueAt({ a: [1] }, ["a", "length"])).toBeUndefined();
});
