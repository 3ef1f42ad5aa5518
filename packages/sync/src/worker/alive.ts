import type { Lock } from "@waybill/transport";

/**
 * Holds a lock until the signal aborts, and resolves to its name once it is held; to undefined where there are no locks. The platform frees it when the
 * worker ends, however it does: nothing else tells a page that its worker was terminated, closed itself or ran out of memory.
 */
export function holdAlive(lock: Lock | undefined, name: string, signal: AbortSignal): Promise<string | undefined> {
  if (lock === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const living = () => {
      resolve(name);
      return new Promise<void>((end) => signal.addEventListener("abort", () => end(), { once: true }));
    };
    // A lock that is refused is as good as none.
    lock.hold(name, living, signal).catch(() => resolve(undefined));
  });
}

/** Calls back once the holder of the lock has ended. */
export function onceFreed(lock: Lock, name: string, signal: AbortSignal, freed: () => void): void {
  lock.hold(name, async () => freed(), signal).catch(() => undefined);
}
