import { createReadStream } from "node:fs";
import { realpath } from "node:fs/promises";
import { readBytes } from "./read-bytes.ts";
import type { RemoteText } from "./read-url.ts";

/** The files a document is read from. Tests and other hosts replace it. */
export interface DocumentIo {
  /** Text of a file. Rejects with an error that has a Node `code` (`ENOENT`, `EISDIR`), or `TOO_MANY_BYTES`. */
  readText(path: string): Promise<string>;
  /** The path with every symbolic link followed. */
  realPath(path: string): Promise<string>;
  /** All of standard input. */
  readInput(): Promise<string>;
  /**
   * Text at a remote address, and where it was in the end. Left out where nothing remote is read. Rejects with the `code` `REFUSED_ADDRESS` where
   * the address, or one that it sends on to, is private and none of `hosts`.
   */
  readUrl?(url: URL, hosts: readonly string[]): Promise<RemoteText>;
}

/** The file system, the network and the standard input of this process. */
export const nodeIo: DocumentIo = {
  readText: (path) => readBytes(createReadStream(path, { highWaterMark: 1 << 20 })),
  realPath: (path) => realpath(path),
  readInput: () => readBytes(process.stdin),
  readUrl: async (url, hosts) => {
    // Loaded when something remote is read: Node's network modules cost every other command a tenth of a second.
    const { readUrl } = await import("./read-url.ts");
    return readUrl(url, hosts);
  },
};
