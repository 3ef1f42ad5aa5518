import { resolve } from "node:path";
import type { Access } from "../load/read/access.ts";
import type { Diagnostic } from "../load/read/diagnostic.ts";
import { nodeIo, type DocumentIo } from "../load/read/io.ts";
import { loadDocument, type DocumentEdit, type LoadedDocument } from "../load/load-document.ts";
import { readText } from "../load/read/read-text.ts";
import { parseOverlay, type Overlay } from "./overlay.ts";

export interface ReadOptions {
  /** Paths of OpenAPI Overlay documents, applied one after the other before anything is read. */
  readonly overlays?: readonly string[] | undefined;
  /** What the document may refer to besides its own folder and public addresses. */
  readonly access?: Access | undefined;
  readonly io?: DocumentIo | undefined;
}

/**
 * Reads an OpenAPI document with its overlays applied.
 * @throws DocumentError where the document or an overlay cannot be used
 */
export async function readDocument(
  source: string,
  { overlays = [], access, io = nodeIo }: ReadOptions = {},
): Promise<LoadedDocument> {
  if (overlays.length === 0) return loadDocument(source, io, undefined, access);
  const parsed: Overlay[] = [];
  for (const file of overlays) parsed.push(parseOverlay(await readText(resolve(file), file, io), file));
  // Brings JSONPath: only where there is something to apply.
  const { applyOverlay } = await import("./apply-overlay.ts");
  const edit: DocumentEdit = (root) => {
    const diagnostics: Diagnostic[] = [];
    let document = root;
    for (const overlay of parsed) {
      const overlaid = applyOverlay(document, overlay);
      document = overlaid.document;
      diagnostics.push(...overlaid.diagnostics);
    }
    return { document, diagnostics };
  };
  return loadDocument(source, io, edit, access);
}
