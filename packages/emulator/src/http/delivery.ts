/** `truncated`: the connection ends after a portion of the body. `stalled`: nothing follows that portion, and the connection stays open. */
export interface Delivery {
  readonly kind: "truncated" | "stalled";
  /** 0 to 1. */
  readonly portion: number;
}
