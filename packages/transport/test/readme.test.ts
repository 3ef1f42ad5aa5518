import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { renewalDefaults } from "../src/credentials/oauth2.ts";
import { budgetDefaults, retryDefaults, throttleDefaults, timeoutDefaults } from "../src/index.ts";
import { breakerDefaults } from "../src/layers/breaker.ts";
import { cacheDefaults, memoryCacheDefaults } from "../src/layers/cache.ts";
import { hedgeDefaults } from "../src/layers/hedge.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const readme = read("../README.md");

/** The cells of every row whose first cell is an option of this group. */
const rows = readme.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
const inReadme = (group: string) =>
  Object.fromEntries(
    rows.flatMap(([, name = "", said = ""]) =>
      name.startsWith(`\`${group}.`) && !name.slice(group.length + 2).includes(".")
        ? [[name.slice(group.length + 2, -1), said]]
        : [],
    ),
  );

function written(value: unknown): string {
  if (Array.isArray(value)) return "none";
  return typeof value === "number" ? value.toLocaleString("en-US") : `\`${String(value)}\``;
}

const { budget: _, ...retry } = retryDefaults;
const groups: readonly (readonly [string, object])[] = [
  ["retry", retry],
  ["retry.budget", budgetDefaults],
  ["timeout", timeoutDefaults],
  ["throttle", throttleDefaults],
  ["breaker", breakerDefaults],
  ["hedge", hedgeDefaults],
  ["cache", cacheDefaults],
  ["memoryCache", memoryCacheDefaults],
  ["renewal", renewalDefaults],
];

test.for(groups)("every default of %s stands in the README as it is", ([group, defaults]) => {
  const want = Object.entries(defaults).map(([name, value]) => [name, written(value)]);
  expect(inReadme(group)).toEqual(Object.fromEntries(want));
});

test("the README names the layers in the order in which they stand", () => {
  const [, literal = ""] = /function slotsOf[^]*?return \{([^]*?)\} satisfies/.exec(read("../src/assemble.ts")) ?? [];
  const slots = [...literal.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name);
  const [, table = ""] =
    /## The order of the layers([^]*?)\n\n\w/.exec(readme.replace(/\n\nOutermost/, "\nOutermost")) ?? [];
  const named = [...table.matchAll(/^\| (\w+) +\|/gm)].map(([, name]) => name).slice(1);
  expect(slots.length).toBeGreaterThan(10);
  expect(named).toEqual(slots);
});
