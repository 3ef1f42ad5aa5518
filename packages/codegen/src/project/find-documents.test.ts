import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { documentOf, listDocument } from "../../test/list-document.ts";
import { findDocuments } from "./find-documents.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-find-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

const harbor = JSON.stringify(listDocument());

test("documents are found in the folder and below it, by path, and nothing else is", async () => {
  await write("vendors/harbor.json", harbor);
  await write("a.yaml", "# a comment first\nswagger: '2.0'\ninfo: {title: Quay, version: '1'}\npaths: {}\n");
  await write("package.json", '{ "dependencies": { "openapi-fetch": "1" } }');
  await write("notes.md", "openapi: 3.1.0");
  await write("node_modules/x/openapi.json", harbor);
  await write(".cache/openapi.json", harbor);
  expect(await findDocuments(folder)).toEqual([
    { kind: "unusable", document: "a.yaml", why: expect.stringContaining("No operation of this document lists") },
    { kind: "usable", document: "vendors/harbor.json", vendor: "harbor", title: "Harbor", streams: 1 },
  ]);
});

test("documents are found whose version comes after everything else, as where members are sorted", async () => {
  const { openapi, ...rest } = documentOf({}, { components: { schemas: { a: { description: "-".repeat(200_000) } } } });
  await write("sorted.json", JSON.stringify({ ...rest, openapi }));
  await write("sorted.yaml", `components:\n  description: ${"-".repeat(65_540)}\nopenapi: 3.0.0\n`);
  await write("other.yaml", `text: >\n  ${"-".repeat(100_000)}\n  openapi: 3.0.0\n`);
  expect((await findDocuments(folder)).map(({ document }) => document)).toEqual(["sorted.json", "sorted.yaml"]);
});

test.each(['"openapi": 3.0.3', "'openapi': 3.0.3", '"swagger": "2.0"'])(
  "%s is found behind everything else",
  async (version) => {
    await write("sorted.yaml", `components:\n  description: ${"-".repeat(70_000)}\n${version}\n`);
    expect((await findDocuments(folder)).map(({ document }) => document)).toEqual(["sorted.yaml"]);
  },
);

test.each(["", "-".repeat(70_000)])(
  "data that speak of a version are no document, unless they are named",
  async (before) => {
    await write("data.json", JSON.stringify({ before, rows: [{ swagger: "2.0" }] }));
    expect(await findDocuments(folder)).toEqual([]);
    expect(await findDocuments(folder, ["data.json"])).toMatchObject([{ kind: "unusable", document: "data.json" }]);
  },
);

test("documents that are named are looked at, whatever they are called", async () => {
  await write("spec.txt", harbor);
  await write("none.json", JSON.stringify(documentOf({})));
  const found = await findDocuments(folder, ["spec.txt", "missing.yaml", "none.json"]);
  expect(found.map(({ kind, document }) => [kind, document])).toEqual([
    ["usable", "spec.txt"],
    ["unusable", "missing.yaml"],
    ["unusable", "none.json"],
  ]);
});

test("a folder without any is an empty list", async () => {
  expect(await findDocuments(folder)).toEqual([]);
});
