/** Why a document cannot be used. */
export type DocumentErrorCode =
  | "not-found"
  | "is-directory"
  | "unreadable"
  | "empty"
  | "syntax"
  /** More bytes, values, depth or files than are read. */
  | "too-large"
  | "not-openapi"
  | "broken-reference"
  | "circular-reference"
  /** What it refers to is not to be read: outside its folder, or at a private address. */
  | "outside-reference"
  | "overlay"
  /** There is nothing to sync: no operation answers with an array of records. */
  | "no-lists";

export interface DocumentErrorDetail {
  readonly code: DocumentErrorCode;
  /** The file as the caller named it, or `standard input`. */
  readonly file: string;
  /** JSON pointer (RFC 6901) of the place inside the document. */
  readonly pointer?: string | undefined;
  /** Line and column, from 1, where the text stops making sense. */
  readonly position?: { readonly line: number; readonly column: number } | undefined;
  /** What happened, one sentence. */
  readonly what: string;
  /** What to do about it, one sentence. */
  readonly next: string;
  readonly cause?: unknown;
}

/** A document that cannot be used. The message names the file, the place in it, what is wrong and what to do next. */
export class DocumentError extends Error {
  override readonly name = "DocumentError" as const;
  readonly code: DocumentErrorCode;
  readonly file: string;
  readonly pointer: string | undefined;
  readonly position: { readonly line: number; readonly column: number } | undefined;
  readonly next: string;

  constructor(detail: DocumentErrorDetail) {
    super(`${placeOf(detail)}: ${detail.what} ${detail.next}`, { cause: detail.cause });
    this.code = detail.code;
    this.file = detail.file;
    this.pointer = detail.pointer;
    this.position = detail.position;
    this.next = detail.next;
  }
}

function placeOf({ file, pointer, position }: DocumentErrorDetail): string {
  if (position !== undefined) return `${file}:${position.line}:${position.column}`;
  return pointer === undefined ? file : `${file}#${pointer}`;
}
