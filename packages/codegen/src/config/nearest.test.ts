import * as fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance, nearest, suggest } from "./nearest.ts";

test.each([
  ["", "", 0],
  ["", "abc", 3],
  ["abc", "abc", 0],
  ["abc", "abd", 1],
  ["abc", "ab", 1],
  ["abc", "acb", 1],
  ["kitten", "sitting", 3],
])("%j and %j are %i edits apart", (a, b, edits) => {
  expect(editDistance(a, b)).toBe(edits);
});

test("a distance is that of a way and its way back, zero only between equals, and never more than the longer name", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      const distance = editDistance(a, b);
      return (
        distance === editDistance(b, a) && (distance === 0) === (a === b) && distance <= Math.max(a.length, b.length)
      );
    }),
  );
});

test("the nearest names come first, and what nothing explains is left out", () => {
  const names = ["contacts", "contracts", "invoices", "GET /contacts"];
  expect(nearest("contcts", names)).toEqual(["contacts", "contracts"]);
  expect(nearest("CONTACTS", names)[0]).toBe("contacts");
  expect(nearest("ships", names)).toEqual([]);
});

test("a suggestion names the nearest, else what there is", () => {
  expect(suggest("invoces", ["contacts", "invoices"])).toBe('Did you mean "invoices"?');
  expect(suggest("ships", ["contacts", "invoices"])).toBe("There are: contacts, invoices.");
  expect(suggest("ships", [])).toBe("");
  expect(
    suggest(
      "x",
      Array.from({ length: 20 }, (_, index) => `stream-${index}`),
    ),
  ).toContain("and 8 more");
});
