import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Handle, HandleOptions } from "../src/store/idb/open-handle.ts";

/** One line of the sources as somebody might get it wrong. */
export interface Bug {
  /** Path below the folder of the IndexedDB store. */
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
}

const source = fileURLToPath(new URL("../src", import.meta.url));
const modules = fileURLToPath(new URL("../../../node_modules", import.meta.url));

/**
 * Where a copy of the package's sources lies that has one line wrong. It is in `folders`, too, for {@link removeAll}.
 * @throws Error when the file does not have the line, or has it twice
 */
export function plantedSources({ file, right, wrong }: Bug, folders: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "waybill-planted-"));
  folders.push(folder);
  cpSync(source, join(folder, "src"), { recursive: true, filter: (path) => !/\.test(-d)?\.tsx?$/.test(path) });
  symlinkSync(modules, join(folder, "node_modules"));
  const path = join(folder, "src/store/idb", file);
  const text = readFileSync(path, "utf8");
  if (text.split(right).length !== 2) throw new Error(`${file} does not have the line once: ${right}`);
  writeFileSync(
    path,
    text.replace(right, () => wrong),
  );
  return join(folder, "src");
}

/** How a store is opened by such a copy. */
export async function planted(bug: Bug, folders: string[]): Promise<(options: HandleOptions) => Promise<Handle>> {
  const copy: { openHandle: (options: HandleOptions) => Promise<Handle> } = await import(
    /* @vite-ignore */ join(plantedSources(bug, folders), "store/idb/open-handle.ts")
  );
  return copy.openHandle;
}

export function removeAll(folders: readonly string[]): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
