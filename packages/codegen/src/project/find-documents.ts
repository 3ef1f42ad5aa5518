import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { inferLists } from "../generate.ts";
import type { ConfigError } from "../config/config-error.ts";
import { DocumentError } from "../load/read/document-error.ts";
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
/** How much of a file is looked at in one go. Bytes. */
const CHUNK = 65_536;
/** The version may lie on both sides of a cut. Characters. */
const OVERLAP = 64;

/**
 * The OpenAPI documents of a folder and the folders in it, by path, or those that are named. One that cannot be used is found too, with the
 * reason.
 */
export async function findDocuments(folder: string, named: readonly string[] = []): Promise<readonly FoundDocument[]> {
  const isNamed = named.length > 0;
  const paths = isNamed ? named.map((path) => resolve(folder, path)) : await search(folder, DEPTH);
  const found: FoundDocument[] = [];
  // One after the other: some documents take a hundred megabytes while they are read.
  for (const path of paths) {
    const examined = await examine(path, relative(folder, path).split(sep).join("/"), isNamed);
    if (examined !== undefined) found.push(examined);
  }
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

/** The version stands at the start of most documents, and behind all schemas where their members are sorted by name. */
async function looksLikeOpenApi(path: string): Promise<boolean> {
  let before = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: CHUNK })) {
    const text = `${before}${String(chunk)}`;
    if ((before === "" ? AT_START : FURTHER_ON).test(text)) return true;
    before = text.slice(-OVERLAP);
  }
  return false;
}

const AT_START = /(^|[\s{,])["']?(openapi|swagger)["']?\s*:\s*["']?[23]/;
/** A member of the whole document: at the start of a line in YAML, in quotes in JSON, where it may be one of something else too. */
const FURTHER_ON = /\n["']?(openapi|swagger)["']?\s*:\s*["']?[23]\.\d|"(openapi|swagger)"\s*:\s*"[23]\.\d/;

/** Undefined for data that only look like a document, unless somebody named them. */
async function examine(path: string, document: string, isNamed: boolean): Promise<FoundDocument | undefined> {
  try {
    const { connector } = inferLists(await loadDocument(path));
    const { vendor, title } = connector;
    return { kind: "usable", document, vendor, title, streams: Object.keys(connector.streams).length };
  } catch (error) {
    if (!isExplained(error)) throw error;
    if (!isNamed && saysNoVersion(error)) return undefined;
    return { kind: "unusable", document, why: error.message };
  }
}

/** True where the root names no version: what looked like one belongs to something in the file. */
function saysNoVersion(error: ConfigError | DocumentError): boolean {
  return error instanceof DocumentError && error.code === "not-openapi" && error.pointer === "";
}
