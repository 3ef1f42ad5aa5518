import { expect, test } from "vitest";
import { matchesPattern, textOfPattern } from "./pattern.ts";

const random = () => 0.5;

test.each([
  ["/^[a-z0-9_+-]+$/i", "Plan_1", "not a plan"],
  ["/^[A-Z]{3}/", "EURO", "euro"],
  ["^/v1/$", "/v1/", "v1"],
  ["/files/", "/files/a", "files"],
])(
  "a pattern is read as its vendor means it, between slashes only where it cannot be meant by the letter: %s",
  (pattern, yes, no) => {
    expect([matchesPattern(pattern, yes), matchesPattern(pattern, no)]).toEqual([true, false]);
    const made = textOfPattern(pattern, random);
    expect(made !== undefined && matchesPattern(pattern, made)).toBe(true);
  },
);
