import { access, constants, mkdir, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConfigError } from "./config/config-error.ts";

/** A file as it is to be. */
export interface PlacedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files, each whole: it is written beside its place and then put there, so that whoever reads meanwhile, and whoever comes after a crash, finds the
 * old text or the new one. Before the first is put there, every place is looked at; where one cannot be written, all stay as they were. Where the machine
 * stops in between, the first may be new and the last old. What a symbolic link names is written, and keeps its permissions.
 * @throws ConfigError where one cannot be written
 */
export async function writeFiles(files: readonly PlacedFile[]): Promise<void> {
  const written: { readonly beside: string; readonly path: string }[] = [];
  if (files.length === 0) return;
  try {
    // Node's cryptography takes longer to load than all else here, and mostly nothing has changed.
    const { randomUUID } = await import("node:crypto");
    const targets: Target[] = [];
    for (const file of files) targets.push(await targetOf(file));
    for (const target of targets) {
      const beside = join(dirname(target.path), `.waybill-${randomUUID()}`);
      const file = await open(beside, "wx");
      written.push({ beside, path: target.path });
      try {
        await file.writeFile(target.text);
        if (target.mode !== undefined) await file.chmod(target.mode);
      } finally {
        await file.close();
      }
    }
    for (const { beside, path } of written) await rename(beside, path);
  } catch (error) {
    throw unwritable(files, error);
  } finally {
    // What cannot be cleared away must not hide why it is there.
    for (const { beside } of written) await rm(beside, { force: true }).catch(() => undefined);
  }
}

type Target = PlacedFile & {
  /** The permissions of the file that is there. */
  readonly mode: number | undefined;
};

async function targetOf({ path, text }: PlacedFile): Promise<Target> {
  await mkdir(dirname(path), { recursive: true });
  const place = await ifThere(realpath(path));
  if (place === undefined) return { path, text, mode: undefined };
  const found = await stat(place);
  if (found.isDirectory()) throw new PlaceError("EISDIR");
  // Whoever may do everything is let through by access(), and takes a file that is read only for one to write.
  if ((found.mode & ANYBODY_WRITES) === 0) throw new PlaceError("EACCES");
  await access(place, constants.W_OK);
  return { path: place, text, mode: found.mode & PERMISSIONS };
}

const ANYBODY_WRITES = 0o222;
const PERMISSIONS = 0o777;

/** A place where no file can be put, found before anything is tried there. */
class PlaceError extends Error {
  override readonly name = "PlaceError";
  readonly code: "EISDIR" | "EACCES";

  constructor(code: "EISDIR" | "EACCES") {
    super(code);
    this.code = code;
  }
}

/**
 * What a file holds; undefined where there is none.
 * @throws ConfigError where it cannot be read
 */
export async function writtenText(path: string): Promise<string | undefined> {
  try {
    return await ifThere(readFile(path, "utf8"));
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new ConfigError(
      `The generated file ${path} cannot be read: ${whyOf(code, UNREADABLE, error)}.`,
      "It is compared with what would be written there. Move it away, or let this user read it.",
      { cause: error },
    );
  }
}

async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

function unwritable([first]: readonly PlacedFile[], cause: unknown): unknown {
  const code = codeOf(cause);
  if (code === undefined || first === undefined) return cause;
  return new ConfigError(
    `The generated files cannot be written to ${dirname(first.path)}: ${whyOf(code, UNWRITABLE, cause)}.`,
    "Name another folder, by out in the config or by --out, or make room for them there.",
    { cause },
  );
}

function whyOf(code: string, known: Readonly<Record<string, string>>, cause: unknown): string {
  return known[code] ?? (cause instanceof Error ? cause.message : code);
}

const UNREADABLE: Readonly<Record<string, string>> = {
  EISDIR: "there is a folder where a file has to be",
  EACCES: "this user may not read it",
  EPERM: "this user may not read it",
};

const UNWRITABLE: Readonly<Record<string, string>> = {
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
