import type { Clock } from "@waybill/transport";
import type { Process } from "../world/process.ts";
import type { World } from "../world/world.ts";

/** Epoch milliseconds at which every simulation begins. */
export const beginning = Date.UTC(2030, 0, 1);

/** Epoch milliseconds by a clock that is right. A wall clock shows whole ones. */
export function wallClock(world: World): number {
  return Math.floor(beginning + world.now());
}

/** Time as a process sees it: its wall clock may be off and may step, its monotonic clock never does. */
export function clockSeam(world: World, process: Process): Clock {
  return {
    now: () => wallClock(world) + process.clockOffset,
    monotonic: () => world.now(),
    random: () => process.chance.next(),
    timer: (ms, ring) => process.after(ms, ring),
    sleep: (ms, signal) => sleep(process, ms, signal),
  };
}

function sleep(process: Process, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    if (process.isDead) return;
    const wake = (): void => {
      if (process.diesAt("clock", "before") || process.diesAt("clock", "after")) return;
      signal?.removeEventListener("abort", stop);
      resolve();
    };
    const callOff = process.after(ms, wake);
    const stop = (): void => {
      callOff();
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", stop, { once: true });
  });
}
