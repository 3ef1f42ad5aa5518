import type { Lock } from "@waybill/transport";

export interface LocksOfTab {
  readonly lock: Lock;
  /** Frees what the tab has, and what it asked for is given to nobody. */
  readonly die: () => void;
}

/**
 * Locks as a browser gives them to its tabs: to one after the other, in the order in which they were asked for. `late` passes before a tab hears that it
 * has one, and before others do that a tab is dead.
 */
export function tabLocks(late: () => Promise<unknown>): () => LocksOfTab {
  const last = new Map<string, Promise<unknown>>();
  return () => {
    const dead = new AbortController();
    const death = aborted(dead.signal);
    return {
      die: () => dead.abort(),
      lock: {
        hold: (name, run, signal) => {
          const ahead = Promise.resolve(last.get(name));
          const turn = async () => {
            await Promise.race([ahead, death, ...(signal ? [aborted(signal)] : [])]);
            if (signal?.aborted !== true) await late();
            signal?.throwIfAborted();
            return dead.signal.aborted ? new Promise<never>(() => {}) : run();
          };
          const result = turn();
          last.set(name, Promise.allSettled([ahead, Promise.race([result, death.then(late)])]));
          return result;
        },
      },
    };
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
