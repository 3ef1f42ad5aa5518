import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";

test("every one of the 141 cases has a test of its own", () => {
  const sources = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => readFileSync(`${import.meta.dirname}/${name}`, "utf8"));
  const numbers = sources.flatMap((source) =>
    [...source.matchAll(/^test\(\s*["'`]case (\d+): /gm)].map((match) => Number(match[1])),
  );
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 141 }, (_, index) => index + 1));
});
