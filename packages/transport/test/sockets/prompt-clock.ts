import { systemClock } from "../../src/clock.ts";
import type { Clock } from "../../src/clock.ts";

/** The system's clock, whose jitter is always the shortest: a repeat follows at once. */
export const promptClock: Clock = { ...systemClock, random: () => 0 };

/** The same, whose limits pass when the test says so, and never before what they limit has begun. */
export function handClock(): { readonly clock: Clock; readonly pass: () => Promise<void> } {
  const pending = new Set<() => void>();
  let skippedMs = 0;
  const timer: Clock["timer"] = (_, ring) => {
    pending.add(ring);
    return () => pending.delete(ring);
  };
  const pass = async (): Promise<void> => {
    // What was asked for a moment ago gets to its limit first.
    await systemClock.sleep(0);
    skippedMs += 3_600_000;
    // What a limit sets as it passes is for the next time.
    const due = [...pending];
    for (const ring of due) ring();
  };
  return { clock: { ...promptClock, timer, monotonic: () => systemClock.monotonic() + skippedMs }, pass };
}
