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
