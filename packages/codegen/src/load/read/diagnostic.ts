/** A fault of a document that does not stop the reading of it. */
export interface Diagnostic {
  readonly code:
    | "duplicate-key"
    | "duplicate-operation-id"
    | "missing-responses"
    | "broken-reference"
    | "wrong-nesting"
    | "left-out"
    | "newer-version"
    | "overlay";
  /** The file of the place, where it is another one than the document. */
  readonly file?: string | undefined;
  /** JSON pointer of the place. */
  readonly pointer: string;
  readonly message: string;
}
