import type { EmulatorClock } from "../clock.ts";
import type { FaultOptions } from "../faults/fault.ts";
import { chance } from "../random.ts";
import type { Layer } from "./call.ts";
import { struckBy } from "./struck-by.ts";

const defaults = { ms: 3000, maxMs: 60_000 };
/** Of a Pareto distribution: a fifth of the answers take four fifths of the time. */
const tailExponent = 1.16;

/** Takes its time at one of two places, unless the caller gives up. */
export function slow(at: "arrival" | "processing", { clock, seed }: { clock: EmulatorClock; seed: number }): Layer {
  return struckBy("slow", async (slowness, call, next) => {
    if ((slowness.at ?? "arrival") !== at) return next(call);
    const arrived = clock.now();
    await clock.sleep(delayMs(slowness, chance(seed, "slow", call.number)), call.request.signal);
    // What is made or changed is dated by when that happens, not by when it was asked for.
    return next({ ...call, now: call.now + clock.now() - arrived });
  });
}

/** How long this answer takes; of a long tail by `draw`, from 0 to 1. */
function delayMs({ ms = defaults.ms, spread, maxMs = defaults.maxMs }: FaultOptions["slow"], draw: number): number {
  if (spread !== "long_tail") return ms;
  const least = ms / 2 ** (1 / tailExponent);
  return Math.min(maxMs, Math.round(least / (1 - draw) ** (1 / tailExponent)));
}
