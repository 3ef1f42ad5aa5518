/** What {@link backoff} needs to know. */
export interface BackoffOptions {
  /** Upper bound of the first wait, in milliseconds. */
  readonly baseMs: number;
  /** Upper bound of every wait, in milliseconds. */
  readonly capMs: number;
}

/**
 * Full jitter: uniform between 0 and `min(cap, base * 2^n)`. The cap comes before the jitter, so that late tries still spread.
 * @param retry 0 for the first retry
 * @param random uniform in [0, 1)
 */
export function backoff(retry: number, random: number, { baseMs, capMs }: BackoffOptions): number {
  // 2^retry is infinite from 1024 on; the cap makes it finite again.
  return random * Math.min(capMs, baseMs * 2 ** retry);
}
