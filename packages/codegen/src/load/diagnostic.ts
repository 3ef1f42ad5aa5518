/** A fault of a document that does not stop the reading of it. */
export interface Diagnostic {
  readonly code:
    | "duplicate-key"
    | "duplicate-operation-id"
    | "missing-responses"
    | "broken-reference"
    | "newer-version"
    | "overlay";
  /** JSON pointer of the place. */
  readonly pointer: string;
  readonly message: string;
}
