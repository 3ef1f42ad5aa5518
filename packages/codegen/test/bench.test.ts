import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const codegen = fileURLToPath(new URL("..", import.meta.url));

// No compiler reads them, and what was built before a file moved is still there where they look for it.
test("what benchmarks import of the built package is built from a source of that name", () => {
  const imports = globSync("bench/*.mjs", { cwd: codegen }).flatMap((script) =>
    [...readFileSync(`${codegen}${script}`, "utf8").matchAll(/"\.\.\/dist\/([^"]+)\.js"/g)].map(([, name]) => name),
  );
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.filter((name) => !existsSync(`${codegen}src/${name}.ts`))).toEqual([]);
});
