/** How much may be read of one document. */
export interface ReadingLimits {
  /** Bytes of one file. */
  readonly bytes: number;
  /** Values of a document, each YAML alias counted as often as it is used. */
  readonly values: number;
  /** Objects and arrays inside one another. */
  readonly depth: number;
  /** Files that one document may be made of. */
  readonly files: number;
  /** Answers that send a reader on to another address, one after the other. */
  readonly redirects: number;
  /** Milliseconds without a byte from a remote address. */
  readonly idleMs: number;
}

/** How much of a document is read before it is refused. The largest real documents are a quarter of this; what is larger is an attack or a mistake. */
export const readingLimits: ReadingLimits = Object.freeze({
  bytes: 50 * 1024 * 1024,
  values: 5_000_000,
  depth: 400,
  files: 1000,
  redirects: 5,
  idleMs: 30_000,
});
