import type { Clock } from "./clock.ts";

/** Calls `ring` after `ms` milliseconds unless the returned function is called first. */
export function alarm(clock: Clock, ms: number, ring: () => void): () => void {
  if (clock.timer) return clock.timer(ms, ring);
  const controller = new AbortController();
  clock.sleep(ms, controller.signal).then(ring, () => undefined);
  return () => controller.abort("off");
}
