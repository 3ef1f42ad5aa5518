import type { EmulatorClock } from "../clock.ts";
import type { FaultSource } from "../faults/fault-board.ts";
import type { Layer } from "./call.ts";

const defaultMs = 3000;

/** Takes its time, unless the caller gives up. */
export function slow(faults: FaultSource, clock: EmulatorClock): Layer {
  return async (call, next) => {
    const slowness = faults.take("slow", call.stream);
    if (slowness !== undefined) await clock.sleep(slowness.ms ?? defaultMs, call.request.signal);
    return next(call);
  };
}
