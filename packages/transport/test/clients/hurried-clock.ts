import { systemClock } from "../../src/clock.ts";
import type { Clock } from "../../src/clock.ts";

/** The system's clock, which skips every wait: time has then passed, and the test has not. Without jitter. */
export function hurriedClock(): { readonly clock: Clock; readonly waits: readonly number[] } {
  const waits: number[] = [];
  let skipped = 0;
  const clock: Clock = {
    ...systemClock,
    now: () => systemClock.now() + skipped,
    monotonic: () => systemClock.monotonic() + skipped,
    random: () => 0,
    async sleep(ms, signal) {
      waits.push(ms);
      skipped += ms;
      await systemClock.sleep(0, signal);
    },
  };
  return { clock, waits };
}
