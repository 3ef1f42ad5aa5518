import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "./json.ts";
import { pointerSegments, pointerTo, readPointer, writePointer } from "./pointer.ts";

// RFC 6901 section 5.
const document = JSON.parse(
  '{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\\\j":5,"k\\"l":6," ":7,"m~n":8,"__proto__":{"x":9}}',
) as Json;

test.each([
  ["/foo", ["bar", "baz"]],
  ["/foo/0", "bar"],
  ["/", 0],
  ["/a~1b", 1],
  ["/c%d", 2],
  ["/e^f", 3],
  ["/g|h", 4],
  ["/i\\j", 5],
  ['/k"l', 6],
  ["/ ", 7],
  ["/m~0n", 8],
  ["/__proto__/x", 9],
] as const)("%s finds what RFC 6901 says", (pointer, want) => {
  expect(readPointer(document, pointer)).toEqual(want);
});

test("the empty pointer finds the whole", () => {
  expect(readPointer(document, "")).toBe(document);
});

test.each(["/nope", "/foo/2", "/foo/-", "/foo/01", "/foo/length", "/toString", "/constructor", "/foo/0/x"] as const)(
  "%s finds nothing, least of all what every object inherits",
  (pointer) => {
    expect(readPointer(document, pointer)).toBeUndefined();
  },
);

test("what was written is read back, under any name, and nothing else changes", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), fc.jsonValue(), (names, value) => {
      const pointer = pointerTo(...names);
      const before: Json = { kept: 1 };
      const after = writePointer(before, pointer, value as Json);
      expect(pointerSegments(pointer)).toEqual(names);
      expect(readPointer(after, pointer)).toEqual(value);
      expect(before).toEqual({ kept: 1 });
      expect(Object.getPrototypeOf(after)).toBe(Object.prototype);
    }),
  );
});
