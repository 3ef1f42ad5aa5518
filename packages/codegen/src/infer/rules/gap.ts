/** A question that the document does not answer, or not surely. */
export interface Gap {
  /** Undefined where it concerns the whole API. */
  readonly stream: string | undefined;
  /** What is asked, mostly by the member of the contract that answers it: `primaryKey`, `pagination`, `is it a list`. */
  readonly question: string;
  /** What the document says or leaves out, for a person to read. */
  readonly why: string;
}
