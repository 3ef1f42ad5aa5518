import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { JsonObject } from "@waybill/sync/connector";
import { pathOfUrl, refusesFile, refusesUrl, type Access } from "../read/access.ts";
import { tooManyFiles } from "../read/bounds.ts";
import type { DocumentIo } from "../read/io.ts";
import { readingLimits } from "../read/limits.ts";
import { parseText } from "../read/parse-text.ts";

/** One file of a document. */
export interface Part {
  /** What addresses in it are relative to; undefined for standard input. */
  readonly url: URL | undefined;
  /** The path or the address, for names and messages. */
  readonly name: string;
  readonly document: JsonObject;
}

export type Found = { readonly part: Part } | { readonly refused: string } | { readonly missing: unknown };

/** Reads the files that a document is made of, each once. */
export interface PartReader {
  /** Says which part is the document itself. */
  root(document: JsonObject): Promise<Part>;
  /** What an address in a part names. */
  read(address: string, from: Part): Promise<Found>;
}

export interface PartReaderInput {
  readonly url: URL | undefined;
  readonly file: string;
  readonly io: DocumentIo;
  readonly access: Access;
}

export function createPartReader({ url: start, file, io, access }: PartReaderInput): PartReader {
  const parts = new Map<string, Part>();
  const startPath = start === undefined ? undefined : pathOfUrl(start);
  const hosts = [...(access.hosts ?? []), ...(start === undefined || startPath !== undefined ? [] : [start.host])];
  let folders: readonly string[] = [];

  const keep = (key: string, part: Part): Part => {
    if (parts.size >= readingLimits.files) throw tooManyFiles(file);
    parts.set(key, part);
    return part;
  };

  const readFile = async (url: URL): Promise<Found> => {
    const path = pathOfUrl(url);
    if (path === undefined) return { refused: "It is no path of this machine." };
    // Judged before the file is touched and again by its real path: a link inside the folder may lead out of it.
    const early = refusesFile(path, folders);
    if (early !== undefined) return { refused: early };
    const real = await io.realPath(path);
    const late = refusesFile(real, folders);
    if (late !== undefined) return { refused: late };
    const known = parts.get(real);
    if (known !== undefined) return { part: known };
    const { value } = parseText(await io.readText(real), real);
    return { part: keep(real, { url: pathToFileURL(real), name: real, document: value }) };
  };

  const readRemote = async (url: URL): Promise<Found> => {
    const refused = io.readUrl === undefined ? "Remote documents are not fetched here." : refusesUrl(url);
    if (refused !== undefined || io.readUrl === undefined) return { refused: refused ?? "" };
    const known = parts.get(url.href);
    if (known !== undefined) return { part: known };
    const { text, url: last } = await io.readUrl(url, hosts);
    const { value } = parseText(text, url.href);
    return { part: keep(url.href, { url: last, name: url.href, document: value }) };
  };

  return {
    async root(document) {
      const real = startPath === undefined ? undefined : await io.realPath(startPath);
      folders = [...(real === undefined ? [] : [dirname(real)]), ...(access.folders ?? [])];
      const name = real ?? start?.href ?? "";
      return keep(name, { url: real === undefined ? start : pathToFileURL(real), name, document });
    },
    async read(address, from) {
      const url = resolveAddress(address, from.url);
      if (url === undefined) return { refused: "A document from standard input has no folder to find other files in." };
      try {
        return await (url.protocol === "file:" ? readFile(url) : readRemote(url));
      } catch (error) {
        return explained(error);
      }
    },
  };
}

function resolveAddress(address: string, base: URL | undefined): URL | undefined {
  const url = URL.parse(address, base);
  if (url === null) return undefined;
  url.hash = "";
  return url;
}

function explained(error: unknown): Found {
  if (!(error instanceof Error)) throw error;
  if (error.name === "DocumentError") throw error;
  return "code" in error && error.code === "REFUSED_ADDRESS" ? { refused: error.message } : { missing: error };
}
