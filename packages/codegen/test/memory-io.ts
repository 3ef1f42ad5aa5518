import { posix } from "node:path";
import type { DocumentIo } from "../src/load/io.ts";

/** Files in memory. `links` maps a path to where it leads. */
export function memoryIo(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
): DocumentIo {
  const real = (path: string): string => links[path] ?? posix.normalize(path);
  return {
    readText: async (path) => files[real(path)] ?? missing(path),
    realPath: async (path) => (files[real(path)] === undefined ? missing(path) : real(path)),
    readInput: async () => files["-"] ?? "",
  };
}

function missing(path: string): never {
  throw Object.assign(new Error(`no such file: ${path}`), { code: "ENOENT" });
}
