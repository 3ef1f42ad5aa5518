import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchFiles } from "./watch-files.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-watch-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** The first change that is told of while `work` is done. */
async function firstChange(path: string, work: () => Promise<void>): Promise<string> {
  let close = (): void => {};
  const told = new Promise<string>((resolve) => {
    ({ close } = watchFiles(new Set([path]), resolve));
  });
  try {
    await work();
    return await told;
  } finally {
    close();
  }
}

test("a file that is written, replaced by another, or made is told of by its path", async () => {
  const path = join(folder, "harbor.yaml");
  expect(await firstChange(path, () => writeFile(path, "a"))).toBe(path);
  expect(await firstChange(path, () => writeFile(path, "b"))).toBe(path);
  await writeFile(join(folder, "other"), "c");
  expect(await firstChange(path, () => rename(join(folder, "other"), path))).toBe(path);
});

test("a file in a folder that is not there yet is told of once the folder is", async () => {
  const path = join(folder, "vendors", "deep", "harbor.yaml");
  expect(
    await firstChange(path, async () => void (await mkdir(join(folder, "vendors", "deep"), { recursive: true }))),
  ).toBe(path);
});

test("a neighbour in the folder is not told of", async () => {
  const path = join(folder, "harbor.yaml");
  const first = await firstChange(path, async () => {
    await writeFile(join(folder, "harbor.yaml.swp"), "");
    await writeFile(path, "a");
  });
  expect(first).toBe(path);
});
