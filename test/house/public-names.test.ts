import { expect, test } from "vitest";
import { entries } from "./source-graph.ts";
import { readSourceModule } from "./source-module.ts";

const modules = [...entries()]
  .filter(([, path]) => path.endsWith(".ts"))
  .map(([name, path]) => ({ name, ...readSourceModule(path) }));

test.for(modules)("$name lists each exported name by hand", ({ exports }) => {
  expect(exports.filter(({ name }) => name === "*" || name === "default")).toEqual([]);
});

// After a change that is meant, `npm run public-names` writes the list anew; the review then sees what became public.
test("the public names are those that the list holds", async () => {
  const list = modules.map(({ name, exports }) => {
    const lines = exports.map(({ kind, name: exported }) => (kind === "type" ? `  type ${exported}` : `  ${exported}`));
    return [name, ...lines.toSorted(), ""].join("\n");
  });
  await expect(list.join("\n")).toMatchFileSnapshot("public-names.txt");
});
