import type { Lock } from "../../stores.ts";

/**
 * Web Locks, which all tabs and workers of an origin share. Where the platform has none, as outside of secure contexts, the work runs at once: two tabs that
 * renew at the same moment are then told apart by what the other one stores. A vendor that takes a reused refresh token for a stolen one does not wait for
 * that, and revokes the whole grant (RFC 9700, section 4.14.2).
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
