import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { JsonObject } from "@waybill/sync/connector";
import { pathOfUrl, type Access } from "./read/access.ts";
import { bundle } from "./bundle/bundle.ts";
import { checkDocument } from "./check/check-document.ts";
import type { Diagnostic } from "./read/diagnostic.ts";
import { nodeIo, type DocumentIo } from "./read/io.ts";
import { mendDocument } from "./check/mend-document.ts";
import { parseText } from "./read/parse-text.ts";
import { readSource } from "./read/read-source.ts";
import { upgradeDocument } from "./upgrade/upgrade.ts";
import { detectVersion, type OpenApiVersion } from "./grammar/version.ts";

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
  /** Absolute path; undefined for standard input and for a remote address. */
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
 * Reads an OpenAPI document (2.0, 3.0, 3.1 or 3.2; YAML or JSON) from a path, a URL (`file:`, `https:`, `http:`), or standard input (`-`), with the
 * files that it refers to. `access` names the folders and private hosts that it may refer to besides its own; default: none.
 * @throws DocumentError where it cannot be used
 */
export async function loadDocument(
  source: string,
  io: DocumentIo = nodeIo,
  edit: DocumentEdit = unedited,
  access: Access = {},
): Promise<LoadedDocument> {
  const start = urlOf(source);
  const file = start === undefined ? "standard input" : source.replace(/\/\/[^/@]*@/, "//");
  const { text, url } = await readSource(start, { file, io, access });
  const parsed = parseText(text, file);
  const edited = edit(parsed.value);
  const { family: version, said: saidVersion } = detectVersion(edited.document, file);
  const mended = mendDocument(edited.document);
  const isWhole = mended.references.every(({ ref }) => ref.startsWith("#"));
  const whole = isWhole
    ? mended
    : mendDocument(await bundle({ document: edited.document, version, url, file, io, access }));
  // Checked before the upgrade, so that pointers are those of the author's own text.
  const checked = checkDocument(whole);
  const document = await upgradeDocument(checked.document, version, file);
  const diagnostics = [...parsed.diagnostics, ...edited.diagnostics, ...checked.diagnostics];
  const path = url === undefined ? undefined : pathOfUrl(url);
  return { document, text, format: parsed.format, version, saidVersion, path, file, diagnostics };
}

function unedited(document: JsonObject): ReturnType<DocumentEdit> {
  return { document, diagnostics: [] };
}

/** Where a document is; undefined for standard input. */
function urlOf(source: string): URL | undefined {
  if (source === "-") return undefined;
  const url = /^(https?|file):/i.test(source) ? URL.parse(source) : null;
  return url ?? pathToFileURL(resolve(source));
}
