import { readFile, realpath } from "node:fs/promises";

/** The files a document is read from. Tests and other hosts replace it. */
export interface DocumentIo {
  /** Text of a file. Rejects with an error that has a Node `code` (`ENOENT`, `EISDIR`). */
  readText(path: string): Promise<string>;
  /** The path with every symbolic link followed. */
  realPath(path: string): Promise<string>;
  /** All of standard input. */
  readInput(): Promise<string>;
}

/** The file system and the standard input of this process. */
export const nodeIo: DocumentIo = {
  readText: (path) => readFile(path, "utf8"),
  realPath: (path) => realpath(path),
  readInput: async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    return Buffer.concat(chunks).toString("utf8");
  },
};
