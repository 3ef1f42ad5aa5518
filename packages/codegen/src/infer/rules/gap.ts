/** A question that the document does not answer, or not surely. */
export interface Gap {
  /** Undefined where it concerns the whole API. */
  readonly stream: string | undefined;
  readonly question: string;
  readonly why: string;
}
