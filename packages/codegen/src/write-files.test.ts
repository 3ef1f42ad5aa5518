import { chmod, lstat, mkdir, mkdtemp, open, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeFiles, writtenText } from "./write-files.ts";

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
  expect(await writtenText(at("src", "b.ts"))).toBe("b");
});

test("whoever has a file open reads the old text to its end", async () => {
  await writeFile(at("a.ts"), "old");
  const opened = await open(at("a.ts"));
  await writeFiles([{ path: at("a.ts"), text: "new and longer" }]);
  expect(await opened.readFile("utf8")).toBe("old");
  await opened.close();
  expect(await writtenText(at("a.ts"))).toBe("new and longer");
});

test("where one of several cannot be written, the others are as they were, and nothing is left beside them", async () => {
  await writeFile(at("a.ts"), "old");
  await writeFile(at("taken"), "a file");
  const files = [
    { path: at("a.ts"), text: "new" },
    { path: at("taken", "b.ts"), text: "b" },
  ];
  await expect(writeFiles(files)).rejects.toThrow("there is a file where a folder has to be");
  expect(await writtenText(at("a.ts"))).toBe("old");
  expect((await readdir(folder)).toSorted()).toEqual(["a.ts", "taken"]);
});

test("a folder in the place of a file is told, whether it is read or written", async () => {
  await mkdir(at("a.ts"));
  const unread = `The generated file ${at("a.ts")} cannot be read: there is a folder where a file has to be.`;
  await expect(writtenText(at("a.ts"))).rejects.toThrow(unread);
  await expect(writeFiles([{ path: at("a.ts"), text: "a" }])).rejects.toThrow("cannot be written");
  expect(await readdir(folder)).toEqual(["a.ts"]);
});

test("what is not there has no text", async () => {
  expect(await writtenText(at("none", "a.ts"))).toBeUndefined();
});

test("where the last place is taken by a folder, or may not be written, the first keeps its old text", async () => {
  await writeFile(at("a.ts"), "old");
  await mkdir(at("b.ts"));
  await writeFile(at("c.ts"), "kept", { mode: 0o444 });
  for (const [last, why] of [
    ["b.ts", "there is a folder where a file has to be"],
    ["c.ts", "this user may not write there"],
  ] as const) {
    const files = [
      { path: at("a.ts"), text: "new" },
      { path: at(last), text: "new" },
    ];
    await expect(writeFiles(files)).rejects.toThrow(why);
    expect(await writtenText(at("a.ts"))).toBe("old");
  }
  expect(await writtenText(at("c.ts"))).toBe("kept");
  expect((await readdir(folder)).toSorted()).toEqual(["a.ts", "b.ts", "c.ts"]);
});

test("a link stays one, and what it names is written", async () => {
  await writeFile(at("real.ts"), "old");
  await symlink(at("real.ts"), at("a.ts"));
  await writeFiles([{ path: at("a.ts"), text: "new" }]);
  expect((await lstat(at("a.ts"))).isSymbolicLink()).toBe(true);
  expect(await writtenText(at("real.ts"))).toBe("new");
});

test("a file keeps its permissions", async () => {
  await writeFile(at("a.ts"), "old");
  await chmod(at("a.ts"), 0o600);
  await writeFiles([{ path: at("a.ts"), text: "new" }]);
  expect((await stat(at("a.ts"))).mode & 0o777).toBe(0o600);
});

test("what writes the same files at the same time does not fail, and each file is whole", async () => {
  const texts = ["1", "2", "3"].map((each) => each.repeat(100_000));
  await Promise.all(texts.map((text) => writeFiles([{ path: at("a.ts"), text }])));
  expect(texts).toContain(await writtenText(at("a.ts")));
  expect(await readdir(folder)).toEqual(["a.ts"]);
});

test("a name as long as a folder takes is written", async () => {
  const name = `${"n".repeat(250)}.json`;
  await writeFiles([{ path: at(name), text: "{}" }]);
  expect(await readdir(folder)).toEqual([name]);
});
