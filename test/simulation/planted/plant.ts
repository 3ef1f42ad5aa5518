import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PlantedBug } from "./bugs.ts";
import { copyVariable } from "./use-copy.ts";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

/** A copy of one of the packages' files with a bug in it, which stands in for that file. */
export interface Planting {
  /** What a child process needs in its environment to run on the copy. */
  readonly environment: Readonly<Record<string, string>>;
  dispose(): void;
}

/** Plants a bug into a copy. Throws when the place that it belongs to is no longer there, or no longer one. */
export function plant(bug: PlantedBug): Planting {
  const parts = readFileSync(join(repository, "packages", bug.file), "utf8").split(bug.find);
  if (parts.length !== 2)
    throw new RangeError(`${bug.file} has ${parts.length - 1} places for the bug "${bug.name}", and one is meant.`);
  const cache = join(repository, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "waybill-planted-"));
  const file = join(folder, bug.file);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, parts.join(bug.replace));
  return {
    environment: { [copyVariable]: folder },
    dispose: () => rmSync(folder, { recursive: true }),
  };
}
