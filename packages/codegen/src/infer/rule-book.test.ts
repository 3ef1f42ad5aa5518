import { expect, test } from "vitest";
import { ruleBook } from "./rule-book.ts";

test("every question's rules have names of their own, so that each can be left out by name", () => {
  for (const [question, rules] of Object.entries(ruleBook)) {
    const names = rules.map(({ name }) => name);
    expect(new Set(names).size, question).toBe(names.length);
    expect(rules.length, question).toBeGreaterThan(0);
  }
});
