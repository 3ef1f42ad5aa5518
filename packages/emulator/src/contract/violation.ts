/** One way in which a request broke the document's contract. Names places, never values: those may be secrets. */
export interface Violation {
  /** Number of the request, as in `stats().calls`. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** `METHOD /path` as the document writes it. */
  readonly operation: string;
  readonly in: "query" | "header" | "path" | "body";
  /** Name of the parameter or header, or JSON Pointer into the body (`""` for all of it). */
  readonly name: string;
  /** `unknown`: the document has no such parameter or member · `missing` · `mismatch`: not of the declared schema · `malformed`: no JSON · `media-type`. */
  readonly rule: "unknown" | "missing" | "mismatch" | "malformed" | "media-type";
  /** What the document asks for. */
  readonly expected: string;
  /** Was the request answered with an error because of it? */
  readonly refused: boolean;
}

/** A violation before it is known whose request it was and what became of it. */
export type Breach = Pick<Violation, "in" | "name" | "rule" | "expected">;
