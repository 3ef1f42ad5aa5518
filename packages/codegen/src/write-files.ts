import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ConfigError } from "./correct/config-error.ts";

/** A file as it is to be. */
export interface PlacedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files, whole or not at all: each is written beside its place and then put there, so that whoever reads meanwhile, and whoever comes after a crash,
 * finds the old text or the new one.
 * @throws ConfigError where one cannot be written; then all are as they were, or as they were to be
 */
export async function writeFiles(files: readonly PlacedFile[]): Promise<void> {
  const written: { readonly beside: string; readonly path: string }[] = [];
  try {
    for (const { path, text } of files) {
      await mkdir(dirname(path), { recursive: true });
      const beside = join(dirname(path), `.${basename(path)}.${process.pid}`);
      written.push({ beside, path });
      await writeFile(beside, text);
    }
    for (const { beside, path } of written) await rename(beside, path);
  } catch (error) {
    throw unwritable(files, error);
  } finally {
    for (const { beside } of written) await rm(beside, { force: true });
  }
}

/**
 * What a file holds; undefined where there is none.
 * @throws ConfigError where it cannot be read
 */
export async function textAt(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw unwritable([{ path, text: "" }], error);
  }
}

function unwritable([first]: readonly PlacedFile[], cause: unknown): unknown {
  const code = codeOf(cause);
  if (code === undefined || first === undefined) return cause;
  const why = WHY[code] ?? (cause instanceof Error ? cause.message : code);
  return new ConfigError(
    `The generated files cannot be written to ${dirname(first.path)}: ${why}.`,
    "Name another folder, by out in the config or by --out, or make room for them there.",
    { cause },
  );
}

const WHY: Readonly<Record<string, string>> = {
  EEXIST: "there is a file where a folder has to be",
  ENOTDIR: "there is a file where a folder has to be",
  EISDIR: "there is a folder where a file has to be",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "it is on a file system that is read only",
  ENOSPC: "the disk is full",
};

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
