/** The two clicks of a double click come within this time, milliseconds. */
export const doubleClickMs = 500;

/** A press, and what has become of it. */
export interface MadePress {
  readonly state: "idle" | "starting" | "accepted" | "rejected";
  /** Monotonic milliseconds. */
  readonly pressedAt: number;
}

/**
 * Whether a press at `now` is part of the one before it, which is under way or was taken a moment ago: a source that answers at once is done between
 * the two clicks of a double click. What was refused can be pressed again at once.
 */
export function isPartOf(last: MadePress | undefined, now: number): boolean {
  if (last === undefined || last.state === "rejected") return false;
  return last.state === "starting" || now - last.pressedAt < doubleClickMs;
}
