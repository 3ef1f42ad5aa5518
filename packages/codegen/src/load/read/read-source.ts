import { pathOfUrl, type Access } from "./access.ts";
import { tooManyBytes } from "./bounds.ts";
import { DocumentError } from "./document-error.ts";
import type { DocumentIo } from "./io.ts";
import { readText } from "./read-text.ts";

export interface SourceText {
  readonly text: string;
  /** Where it was found, redirects followed; undefined for standard input. */
  readonly url: URL | undefined;
}

export interface SourceInput {
  /** The document as the caller named it, for messages. */
  readonly file: string;
  readonly io: DocumentIo;
  readonly access: Access;
}

/**
 * The text of the document that the caller named. Naming a host allows it: what is refused is only what a document or a server names by itself.
 * @throws DocumentError
 */
export async function readSource(url: URL | undefined, { file, io, access }: SourceInput): Promise<SourceText> {
  if (url === undefined) return { text: await explain(file, io.readInput()), url };
  if (url.protocol === "file:") return { text: await readText(pathOfUrl(url) ?? url.pathname, file, io), url };
  const reading = io.readUrl?.(url, [...(access.hosts ?? []), url.host]);
  if (reading === undefined) throw unreadable(file, "Remote documents are not fetched here");
  return explain(file, reading);
}

async function explain<T>(file: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if ("code" in error && error.code === "TOO_MANY_BYTES") throw tooManyBytes(file, error);
    throw unreadable(file, `It cannot be read: ${error.message}`, error);
  }
}

function unreadable(file: string, what: string, cause?: unknown): DocumentError {
  const next = "Check the address, or download the document and give its path.";
  return new DocumentError({ code: "unreadable", file, what: `${what}.`, next, cause });
}
