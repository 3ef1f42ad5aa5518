import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadConfig } from "./load-config.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-config-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function written(source: string): Promise<string> {
  const path = join(folder, "waybill.config.mjs");
  await writeFile(path, source);
  return path;
}

test("the config that a module exports is loaded", async () => {
  expect(await loadConfig(await written('export const config = { name: "Harbor", streams: {} };'))).toEqual({
    name: "Harbor",
    streams: {},
  });
});

test("without a name and without the usual file there is none", async () => {
  expect(await loadConfig(undefined)).toBeUndefined();
});

test.each([
  ["exports something else", "export const other = 1;", 'exports no object named "config"'],
  ["exports no object", "export const config = 3;", 'exports no object named "config"'],
  ["throws", 'throw new Error("broken");', "cannot be loaded: broken"],
])("a module that %s is refused", async (_, source, message) => {
  await expect(loadConfig(await written(source))).rejects.toThrow(message);
});

test("a named file that is missing is refused", async () => {
  await expect(loadConfig(join(folder, "none.ts"))).rejects.toThrow("There is no config at");
});
