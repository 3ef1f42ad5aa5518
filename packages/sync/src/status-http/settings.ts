/** How patient the client is; all in milliseconds. */
export interface HttpStatusSettings {
  /** How long a question may take, from sending it to the last byte of the answer. */
  readonly answerWithinMs: number;
  /** How long a stream may be silent. The server speaks every 15 seconds. */
  readonly silenceMs: number;
  /** How often a target is asked for while it runs, while it waits for its turn, and while it rests with a next sync planned, and with none. */
  readonly runningEveryMs: number;
  readonly pendingEveryMs: number;
  readonly idleEveryMs: number;
  readonly unplannedEveryMs: number;
  /** Bounds of the wait after questions that failed one after another; it doubles each time. */
  readonly backoffFromMs: number;
  readonly backoffToMs: number;
  /** How long polling goes on before a stream that broke off at once is tried again. */
  readonly streamAgainMs: number;
}

export const httpStatusDefaults: HttpStatusSettings = Object.freeze({
  answerWithinMs: 15_000,
  silenceMs: 45_000,
  runningEveryMs: 2_500,
  pendingEveryMs: 10_000,
  idleEveryMs: 60_000,
  unplannedEveryMs: 300_000,
  backoffFromMs: 2_500,
  backoffToMs: 300_000,
  streamAgainMs: 300_000,
});
