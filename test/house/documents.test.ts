import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../scripts/run.ts";

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const manifest: { scripts: Record<string, string> } = JSON.parse(read("package.json"));
const documents = globSync(["*.md", "packages/*/README.md", ".changeset/README.md"], { cwd: root }).toSorted();

const commandsIn = (text: string): string[] =>
  [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/gu)].map(([, script, short]) => script ?? short ?? "");
const linksIn = (text: string): string[] =>
  [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/gu)].map(([, target]) => target ?? "");

describe.for(documents)("%s", (path) => {
  const text = read(path);

  test("names only commands that exist", () => {
    expect(commandsIn(text).filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  test("links only to files that exist", () => {
    expect(linksIn(text).filter((target) => !existsSync(join(root, dirname(path), target)))).toEqual([]);
  });
});

test("the machine that checks every change runs the test command of the README", () => {
  expect(read("README.md")).toContain("npm ci && npm test");
  expect(read(".ci/run")).toContain("npm ci && npm test");
});

test("the sizes that the READMEs claim are the limits that `npm run size` holds", () => {
  const limits: readonly { limit: string }[] = JSON.parse(read(".size-limit.json"));
  const claimed = [
    ...documents
      .map(read)
      .join("\n")
      .matchAll(/\bunder\s+(\d[\d.]* kB)/giu),
  ].map(([, size]) => size);
  expect(new Set(claimed)).toEqual(new Set(limits.map(({ limit }) => limit)));
});

test("commands and links are found in a text", () => {
  expect(commandsIn("`npm run bench -- x`, npm test, npm start and npm run test:long, not npm ci")).toEqual([
    "bench",
    "test",
    "start",
    "test:long",
  ]);
  expect(linksIn("[a](docs/a.png) [b](https://example.com/b) [c](../c.md#d) [e](#f)")).toEqual([
    "docs/a.png",
    "../c.md",
  ]);
});
