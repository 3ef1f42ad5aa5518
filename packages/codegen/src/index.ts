export type { Answer } from "./infer/answer.ts";
export { inferConnector } from "./infer/infer-connector.ts";
export type { Inference, InferenceReport, InferOptions, StreamReport } from "./infer/infer-connector.ts";
export type { Gap } from "./infer/report.ts";
export type { Diagnostic } from "./load/diagnostic.ts";
export { DocumentError, type DocumentErrorCode } from "./load/document-error.ts";
export type { DocumentIo } from "./load/io.ts";
export { loadDocument, type LoadedDocument } from "./load/load-document.ts";
