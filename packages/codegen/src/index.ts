export type { Diagnostic } from "./load/diagnostic.ts";
export { DocumentError, type DocumentErrorCode } from "./load/document-error.ts";
export type { DocumentIo } from "./load/io.ts";
export { loadDocument, type LoadedDocument } from "./load/load-document.ts";
