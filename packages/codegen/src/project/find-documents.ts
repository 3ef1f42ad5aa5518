import { open, readdir } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { inferLists } from "../generate.ts";
import { loadDocument } from "../load/load-document.ts";
import { isExplained } from "./explained.ts";

/** An OpenAPI document that a project may be about. */
export type FoundDocument =
  | {
      readonly kind: "usable";
      /** Relative to the folder that was searched, with `/`. */
      readonly document: string;
      /** Stable id after the title: `harbor-crm`. */
      readonly vendor: string;
      readonly title: string;
      readonly streams: number;
    }
  | { readonly kind: "unusable"; readonly document: string; readonly why: string };

/** Folders that hold what somebody else wrote, or what a tool made. */
const SKIPPED = new Set(["node_modules", "dist", "build", "out", "coverage"]);
const DEPTH = 4;
/** How much of a file is looked at to tell an OpenAPI document from another one. Bytes. */
const SNIFFED = 16_384;

/**
 * The OpenAPI documents of a folder and the folders in it, by path, or those that are named. One that cannot be used is found too, with the
 * reason.
 */
export async function findDocuments(folder: string, named: readonly string[] = []): Promise<readonly FoundDocument[]> {
  const paths = named.length > 0 ? named.map((path) => resolve(folder, path)) : await search(folder, DEPTH);
  const found: FoundDocument[] = [];
  // One after the other: some documents take a hundred megabytes while they are read.
  for (const path of paths) found.push(await examine(path, relative(folder, path).split(sep).join("/")));
  return found;
}

async function search(folder: string, depth: number): Promise<readonly string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".")) continue;
    if (entry.isDirectory() && depth > 1 && !SKIPPED.has(entry.name)) found.push(...(await search(path, depth - 1)));
    else if (entry.isFile() && /\.(ya?ml|json)$/i.test(entry.name) && (await looksLikeOpenApi(path))) found.push(path);
  }
  return found;
}

/** The version stands near the start of every document that was not made to hide it. */
async function looksLikeOpenApi(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFFED), 0, SNIFFED);
    return /(^|[\s{,])["']?(openapi|swagger)["']?\s*:\s*["']?[23]/.test(buffer.toString("utf8", 0, bytesRead));
  } finally {
    await file.close();
  }
}

async function examine(path: string, document: string): Promise<FoundDocument> {
  try {
    const { connector } = inferLists(await loadDocument(path));
    const { vendor, title } = connector;
    return { kind: "usable", document, vendor, title, streams: Object.keys(connector.streams).length };
  } catch (error) {
    if (!isExplained(error)) throw error;
    return { kind: "unusable", document, why: error.message };
  }
}
