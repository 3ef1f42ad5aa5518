import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PlantedBug } from "./bugs.ts";
import { copyVariable } from "./use-copy.ts";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

/** A copy of the engine's sources with a bug in it. Below the repository, so that what they import is found. */
export interface Planting {
  /** What a child process needs in its environment to run on the copy. */
  readonly environment: Readonly<Record<string, string>>;
  dispose(): void;
}

/** Copies the sources and plants a bug. Throws when the place that it belongs to is no longer there, or no longer one. */
export function plant(bug: PlantedBug): Planting {
  const cache = join(repository, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "waybill-planted-"));
  const original = process.env[copyVariable] ?? join(repository, "packages");
  cpSync(join(original, "sync/src"), join(folder, "sync/src"), { recursive: true });
  const file = join(folder, bug.file);
  const parts = readFileSync(file, "utf8").split(bug.find);
  if (parts.length !== 2) {
    rmSync(folder, { recursive: true });
    throw new RangeError(`${bug.file} has ${parts.length - 1} places for the bug "${bug.name}", and one is meant.`);
  }
  writeFileSync(file, parts.join(bug.replace));
  return {
    environment: { [copyVariable]: folder },
    dispose: () => rmSync(folder, { recursive: true }),
  };
}
