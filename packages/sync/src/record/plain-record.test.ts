import { expect, test } from "vitest";
import { plainRecord } from "./plain-record.ts";

test.each([
  ["the whole", [1]],
  ["/at", { at: new Date(0) }],
  ["/tags/1", { tags: ["a", undefined] }],
  ["/sum", { sum: Number.NaN }],
])("what is no JSON at %s is told with its place, what it means and what to do", (place, made) => {
  expect(() => plainRecord(made)).toThrow(
    `The mapping function made something at ${place} that is not JSON, so the record is kept aside. Return plain JSON there.`,
  );
});

test("plain JSON is given back as it is", () => {
  const made = { id: "1", tags: ["a", null], nested: { yes: true } };
  expect(plainRecord(made)).toBe(made);
});
