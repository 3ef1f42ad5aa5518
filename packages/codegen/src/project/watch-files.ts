import { existsSync, watch } from "node:fs";
import { basename, dirname, join, sep } from "node:path";

/** Tells of changes of some files, whether they are there yet or not. Ends when closed. */
export type WatchFiles = (
  paths: ReadonlySet<string>,
  changed: (path: string) => void,
) => { readonly close: () => void };

/**
 * Changes as the operating system tells them, by folder: editors replace a file by another of the same name, which a watch of the file itself would
 * lose. A folder that is missing is waited for in the one above it.
 */
export const watchFiles: WatchFiles = (paths, changed) => {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const folder = existing(dirname(path));
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  const watchers = [...folders].map(([folder, files]) =>
    watch(folder, (_, name) => {
      for (const file of files) if (name === null || firstBelow(folder, file) === name) changed(file);
    }),
  );
  // A folder that is taken away ends its watch with an error; what was read in it is then missing, which the next reading says.
  for (const watcher of watchers) watcher.on("error", () => watcher.close());
  return { close: () => watchers.forEach((watcher) => watcher.close()) };
};

/** The folder, or the nearest one above it that is there. */
function existing(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : existing(dirname(folder));
}

/** What stands next below a folder on the way to a file. */
function firstBelow(folder: string, file: string): string {
  return dirname(file) === folder ? basename(file) : (file.slice(join(folder, sep).length).split(sep)[0] ?? "");
}
