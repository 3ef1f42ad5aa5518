import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ended } from "./outlined.ts";
import { reactFactories } from "./react-factories.ts";
import { syncFactories } from "./sync-factories.ts";
import { transportFactories } from "./transport-factories.ts";

const cases = [...transportFactories, ...syncFactories, ...reactFactories].flatMap(({ name, optional, make }) => [
  ...optional.map((each) => ({ name, said: each, make, undefinedOnes: [each] })),
  { name, said: "every option", make, undefinedOnes: optional },
]);

test.each(cases)("$name: $said that is undefined is one that is absent", async ({ make, undefinedOnes }) => {
  const absent = await ended(() => make([]));
  expect(await ended(() => make(undefinedOnes))).toEqual(absent);
});

/** What spreads options over defaults, but for the helpers that leave out what is undefined. */
const hiding = /\.\.\.\w*[dD]efaults,\s*\.\.\.(?!stated\(|Object\.fromEntries\()/;

test("no source spreads what is given over its defaults: undefined would hide them", () => {
  const packages = new URL("../../packages/", import.meta.url);
  const sources = ["codegen", "emulator", "react", "sync", "transport"].flatMap((name) =>
    readdirSync(new URL(`${name}/src/`, packages), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.tsx?$/.test(path) && !path.includes(".test"))
      .map((path) => `${name}/src/${path}`),
  );
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.filter((path) => hiding.test(readFileSync(new URL(path, packages), "utf8")))).toEqual([]);
});
