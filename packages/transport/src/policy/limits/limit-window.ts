/** What an answer says about one window of a limit. */
export interface LimitWindow {
  /** The vendor's name of the policy, or `""`. */
  readonly name: string;
  /** Calls still permitted in the window. */
  readonly remaining: number;
  /** Milliseconds until the window renews, when said. */
  readonly resetMs?: number | undefined;
  /** Calls permitted in a whole window, when said. */
  readonly limit?: number | undefined;
  /** Calls are counted while they are under way, and nothing renews. */
  readonly concurrent?: true | undefined;
}

/** The wait until every spent window has renewed, in milliseconds; undefined when none is known to be spent. */
export function spentFor(windows: readonly LimitWindow[]): number | undefined {
  let wait: number | undefined;
  for (const { remaining, resetMs = -1 } of windows) if (remaining <= 0 && resetMs >= (wait ?? 0)) wait = resetMs;
  return wait;
}
