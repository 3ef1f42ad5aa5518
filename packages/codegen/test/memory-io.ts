import { posix } from "node:path";
import type { DocumentIo } from "../src/load/read/io.ts";

/** Files in memory, and remote ones by their address. `links` maps a path to where it leads. */
export function memoryIo(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
): DocumentIo {
  const real = (path: string): string => links[path] ?? posix.normalize(path);
  return {
    readText: async (path) => files[real(path)] ?? missing(path),
    realPath: async (path) => (files[real(path)] === undefined ? missing(path) : real(path)),
    readInput: async () => files["-"] ?? "",
    readUrl: async (url, hosts) => {
      if (!url.hostname.endsWith(".test") && !hosts.includes(url.host))
        throw Object.assign(new Error(`${url.host} is a private address.`), { code: "REFUSED_ADDRESS" });
      return { text: files[url.href] ?? missing(url.href), url };
    },
  };
}

function missing(path: string): never {
  throw Object.assign(new Error(`no such file: ${path}`), { code: "ENOENT" });
}
