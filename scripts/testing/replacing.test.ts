import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { replacing } from "./replacing.ts";

test("whoever replaces a module, or loads it anew, is listed, so that nobody shares a worker with it", () => {
  const files = globSync("{packages,apps,scripts,test}/**/*.test.{ts,tsx}", {
    exclude: (name) => name === "node_modules",
  });
  const found = files.filter((file) => /\bvi\.(?:mock|doMock|resetModules)\(/.test(readFileSync(file, "utf8")));
  expect(found.toSorted()).toEqual(replacing);
});
