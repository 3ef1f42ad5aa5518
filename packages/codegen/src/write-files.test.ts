import { mkdir, mkdtemp, open, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { textAt, writeFiles } from "./write-files.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-write-"));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (...parts: readonly string[]): string => join(folder, ...parts);

test("files are written into folders that are made for them, and nothing else is left", async () => {
  await writeFiles([
    { path: at("src", "a.ts"), text: "a" },
    { path: at("src", "b.ts"), text: "b" },
  ]);
  expect(await readdir(at("src"))).toEqual(["a.ts", "b.ts"]);
  expect(await textAt(at("src", "b.ts"))).toBe("b");
});

test("whoever has a file open reads the old text to its end", async () => {
  await writeFile(at("a.ts"), "old");
  const opened = await open(at("a.ts"));
  await writeFiles([{ path: at("a.ts"), text: "new and longer" }]);
  expect(await opened.readFile("utf8")).toBe("old");
  await opened.close();
  expect(await textAt(at("a.ts"))).toBe("new and longer");
});

test("where one of several cannot be written, the others are as they were, and nothing is left beside them", async () => {
  await writeFile(at("a.ts"), "old");
  await writeFile(at("taken"), "a file");
  const files = [
    { path: at("a.ts"), text: "new" },
    { path: at("taken", "b.ts"), text: "b" },
  ];
  await expect(writeFiles(files)).rejects.toThrow("there is a file where a folder has to be");
  expect(await textAt(at("a.ts"))).toBe("old");
  expect((await readdir(folder)).toSorted()).toEqual(["a.ts", "taken"]);
});

test("a folder in the place of a file is told, whether it is read or written", async () => {
  await mkdir(at("a.ts"));
  await expect(textAt(at("a.ts"))).rejects.toThrow("there is a folder where a file has to be");
  await expect(writeFiles([{ path: at("a.ts"), text: "a" }])).rejects.toThrow("cannot be written");
  expect(await readdir(folder)).toEqual(["a.ts"]);
});

test("what is not there has no text", async () => {
  expect(await textAt(at("none", "a.ts"))).toBeUndefined();
});
