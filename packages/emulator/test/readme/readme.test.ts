import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDocument } from "@waybill/codegen";
import { findChromium, surroundings } from "../../../../scripts/testing/chromium.ts";
import { productFiles, settings } from "./product.ts";
import { Project } from "./project.ts";

const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");

/** The code under a heading, as readers see it. */
function sampleUnder(heading: string): string {
  const section = readme.slice(readme.indexOf(`## ${heading}\n`));
  return /^```tsx?\n(?<code>.*?)^```/msu.exec(section)?.groups?.["code"] ?? "";
}

const vitestSample = sampleUnder("In your tests (Vitest and MSW 3)");
const story = sampleUnder("In Storybook");

let project: Project;
beforeAll(async () => {
  const { document } = await loadDocument("openapi/harbor-crm.yaml");
  project = await Project.make({
    ...productFiles,
    ...settings(findChromium(surroundings())),
    "harbor-crm.json": JSON.stringify(document),
    "contacts.test.ts": `import { importContacts } from "./import-contacts.ts";\n${vitestSample}`,
    "contact-list.stories.tsx": [
      `import { ContactList } from "./contact-list.tsx";`,
      `import document from "./harbor-crm.json";`,
      story,
    ].join("\n"),
  });
});
afterAll(() => project.remove());

test.each([
  ["Vitest test", vitestSample],
  ["Storybook story", story],
])("the %s that the README shows takes ten lines, imports apart", (_, code) => {
  const lines = code.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("import "));
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.length).toBeLessThanOrEqual(10);
});

test.each([
  ["Vitest test", "node"],
  ["Storybook story", "stories"],
])("the %s that the README shows passes in a product's folder", { timeout: 240_000 }, async (_, kind) => {
  const { numPassedTests, numFailedTests, output } = await project.run(kind);
  expect({ numPassedTests, numFailedTests }, output).toEqual({ numPassedTests: 1, numFailedTests: 0 });
});
