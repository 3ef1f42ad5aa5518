import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@waybill/sync/connector";
import { bundle } from "./bundle.ts";
import { checkDocument } from "./check-document.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { DocumentError } from "./document-error.ts";
import { nodeIo, type DocumentIo } from "./io.ts";
import { parseText } from "./parse-text.ts";
import { readText } from "./read-text.ts";
import { upgradeDocument } from "./upgrade.ts";
import { detectVersion, type OpenApiVersion } from "./version.ts";

/** A document that was read, made whole and upgraded. */
export interface LoadedDocument {
  /** OpenAPI 3.1. Local `$ref`s are kept; parts of other files are inside, under `components`. */
  readonly document: JsonObject;
  /** The text as it was read. */
  readonly text: string;
  readonly format: "json" | "yaml";
  /** The version family the document was written in. */
  readonly version: OpenApiVersion;
  /** The version as the document says it: `3.0.3`. */
  readonly saidVersion: string;
  /** Absolute path; undefined for standard input. */
  readonly path: string | undefined;
  /** The document as the caller named it. */
  readonly file: string;
  /** Faults that did not stop the reading. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Changes a document after it was parsed and before anything is read out of it. */
export type DocumentEdit = (root: JsonObject) => {
  readonly document: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
};

/**
 * Reads an OpenAPI document (2.0, 3.0, 3.1 or 3.2; YAML or JSON) from a path, a `file:` URL, or standard input (`-`).
 * @throws DocumentError where it cannot be used
 */
export async function loadDocument(
  source: string,
  io: DocumentIo = nodeIo,
  edit: DocumentEdit = unedited,
): Promise<LoadedDocument> {
  const path = pathOf(source);
  const file = path === undefined ? "standard input" : source;
  const text = path === undefined ? await io.readInput() : await readText(path, file, io);
  const parsed = parseText(text, file);
  const edited = edit(parsed.value);
  const { family: version, said: saidVersion } = detectVersion(edited.document, file);
  const whole = await bundle({ document: edited.document, version, path, file, io });
  // Checked before the upgrade, so that pointers are those of the author's own text.
  const diagnostics = [...parsed.diagnostics, ...edited.diagnostics, ...checkDocument(whole, file)];
  const document = upgradeDocument(whole, version);
  return { document, text, format: parsed.format, version, saidVersion, path, file, diagnostics };
}

function unedited(document: JsonObject): ReturnType<DocumentEdit> {
  return { document, diagnostics: [] };
}

function pathOf(source: string): string | undefined {
  if (source === "-") return undefined;
  if (source.startsWith("file:")) return fileURLToPath(source);
  if (/^https?:/i.test(source)) {
    throw new DocumentError({
      code: "unreadable",
      file: source,
      what: "Remote documents are not fetched.",
      next: "Download the document and give its path, so that the same input gives the same output.",
    });
  }
  return resolve(source);
}
