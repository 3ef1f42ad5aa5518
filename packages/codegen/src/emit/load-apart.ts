import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { compileFunction } from "node:vm";

/** Loads a CommonJS module by its path. */
export type ApartLoader = (path: string) => unknown;

/**
 * Loads CommonJS modules in copies of their own, with others in the place of some that they require. Nobody else in this process meets the copies, nor what
 * stands in. `standIns`: by the name that is required; modules of Node are Node's.
 */
export function apartLoader(standIns: ReadonlyMap<string, object>): ApartLoader {
  const loaded = new Map<string, { exports: unknown }>();
  const builtin = createRequire(import.meta.url);
  const load: ApartLoader = (path) => {
    const known = loaded.get(path);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(path, module);
    const required = (name: string): unknown =>
      name.startsWith(".") ? load(resolve(dirname(path), name)) : (standIns.get(name) ?? builtin(name));
    const run = compileFunction(readFileSync(path, "utf8"), ["exports", "require", "module"], { filename: path });
    run(module.exports, required, module);
    return module.exports;
  };
  return load;
}
