import type { Lock } from "../../stores.ts";

/**
 * Web Locks, which all tabs and workers of an origin share. Where the platform has none the work runs at once: renewals then rely on the token store,
 * which is read again after a refusal.
 */
export function platformLock(): Lock {
  return {
    hold(name, run, signal) {
      const locks: LockManager | undefined = "navigator" in globalThis ? globalThis.navigator.locks : undefined;
      if (locks === undefined) return run();
      return locks.request(name, signal === undefined ? {} : { signal }, run);
    },
  };
}
