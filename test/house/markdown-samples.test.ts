import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/run.ts";
import { compile, samplesIn } from "./markdown-samples.ts";

const documents = globSync(["README.md", "CONTRIBUTING.md", "packages/*/README.md"], { cwd: root }).toSorted();
const samples = documents.flatMap((document) => samplesIn(document, readFileSync(join(root, document), "utf8")));

test("the code samples of every README compile against the packages as they are", { timeout: 120_000 }, () => {
  expect(samples.filter(({ document }) => document === "README.md").length).toBeGreaterThan(0);
  expect(compile(samples)).toEqual([]);
});

test("a sample that names what is not there does not compile, and its place is told", { timeout: 120_000 }, () => {
  const markdown = [
    "# Title",
    "",
    "```ts",
    `import { isFailureError } from "@waybill/transport";`,
    "isFailureError();",
    "```",
  ].join("\n");
  const broken = ["```tsx", `import { nothing } from "@waybill/transport";`, "console.log(nothing);", "```"].join("\n");
  const [missingArgument, missingName, ...others] = compile([
    ...samplesIn("A.md", markdown),
    ...samplesIn("B.md", broken),
  ]);
  expect(missingArgument).toMatch(/^A\.md:5: error TS2554/u);
  expect(missingName).toMatch(/^B\.md:2: error TS2305/u);
  expect(others).toEqual([]);
});

test("what a sample takes for granted is compiled with it and moves no line", { timeout: 120_000 }, () => {
  const given = ["<!-- given", "declare const count: number;", "declare const name: string;", "-->"];
  const markdown = [...given, "", "```ts", "count.toFixed();", "name.toFixed();", "```", "", "```ts", "count;", "```"];
  const [method, outOfReach, ...others] = compile(samplesIn("A.md", markdown.join("\n")));
  expect(method).toMatch(/^A\.md:8: error TS2551/u);
  expect(outOfReach).toMatch(/^A\.md:12: error TS2304/u);
  expect(others).toEqual([]);
});

test("only blocks of TypeScript are samples", () => {
  const markdown = [
    "```sh",
    "npm ci",
    "```",
    "",
    "```ts",
    "const a = 1;",
    "```",
    "text",
    "```tsx title",
    "<p />;",
    "```",
  ].join("\n");
  expect(samplesIn("A.md", markdown)).toEqual([
    { document: "A.md", line: 6, language: "ts", code: "const a = 1;\n" },
    { document: "A.md", line: 10, language: "tsx", code: "<p />;\n" },
  ]);
});
