import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/run.ts";
import { compile, samplesIn } from "./markdown-samples.ts";

const documents = globSync(["README.md", "CONTRIBUTING.md", "packages/*/README.md"], { cwd: root }).toSorted();
const samples = documents.flatMap((document) => samplesIn(document, readFileSync(join(root, document), "utf8")));

/** Documents of our own, whose samples the compiler is to find fault with. */
const faulty: Readonly<Record<string, readonly string[]>> = {
  "argument.md": [
    "# Title",
    "",
    "```ts",
    `import { isFailureError } from "@waybill/transport";`,
    "isFailureError();",
    "```",
  ],
  "name.md": ["```tsx", `import { nothing } from "@waybill/transport";`, "console.log(nothing);", "```"],
  "given.md": [
    "<!-- given",
    "declare const count: number;",
    "declare const name: string;",
    "-->",
    "",
    "```ts",
    "count.toFixed();",
    "name.toFixed();",
    "```",
    "",
    "```ts",
    "count;",
    "```",
  ],
};

// All in one program: what takes time is reading the packages.
let told: readonly string[] = [];
beforeAll(() => {
  const beside = Object.entries(faulty).flatMap(([name, lines]) => samplesIn(name, lines.join("\n")));
  told = compile([...samples, ...beside]);
}, 240_000);

const toldOf = (name: string): readonly string[] => told.filter((line) => line.startsWith(`${name}:`));

test("the code samples of every README compile against the packages as they are", () => {
  expect(samples.filter(({ document }) => document === "README.md").length).toBeGreaterThan(0);
  expect(told.filter((line) => !Object.keys(faulty).some((name) => line.startsWith(`${name}:`)))).toEqual([]);
});

test("a sample that names what is not there does not compile, and its place is told", () => {
  expect(toldOf("argument.md")).toEqual([expect.stringMatching(/^argument\.md:5: error TS2554/u)]);
  expect(toldOf("name.md")).toEqual([expect.stringMatching(/^name\.md:2: error TS2305/u)]);
});

test("what a sample takes for granted is compiled with it and moves no line", () => {
  expect(toldOf("given.md")).toEqual([
    expect.stringMatching(/^given\.md:8: error TS2551/u),
    expect.stringMatching(/^given\.md:12: error TS2304/u),
  ]);
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
