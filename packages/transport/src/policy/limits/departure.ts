/** A request that has left. */
export interface Departure {
  /** Its place in the order of departures and answers. */
  readonly sent: number;
  /** Monotonic milliseconds. */
  readonly at: number;
  /** Requests under way then, this one included. */
  readonly crowd: number;
  /** What it counts against limits. */
  readonly cost: number;
}
