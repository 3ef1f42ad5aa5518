/** How much of a document is read before it is refused. The largest real documents are a quarter of this; what is larger is an attack or a mistake. */
export const readingLimits = Object.freeze({
  /** Bytes of one file. */
  bytes: 50 * 1024 * 1024,
  /** Values of a document, each YAML alias counted as often as it is used. */
  values: 5_000_000,
  /** Objects and arrays inside one another. */
  depth: 400,
  /** Files that one document may be made of. */
  files: 1000,
  /** Answers that send a reader on to another address, one after the other. */
  redirects: 5,
  /** Milliseconds without a byte from a remote address. */
  idleMs: 30_000,
});
