import type { Lock } from "../../stores.ts";

/**
 * Web Locks, which all tabs and workers of an origin share. Where the platform has none, or refuses them with the storage of a site, the work runs at
 * once: renewals then rely on the token store, which is read again after a refusal.
 */
export function platformLock(): Lock {
  return {
    async hold(name, run, signal) {
      const locks: LockManager | undefined = "navigator" in globalThis ? globalThis.navigator.locks : undefined;
      if (locks === undefined) return run();
      let isHeld = false;
      const held = () => {
        isHeld = true;
        return run();
      };
      try {
        return await locks.request(name, signal === undefined ? {} : { signal }, held);
      } catch (error) {
        if (isHeld || !isRefusal(error)) throw error;
        return run();
      }
    },
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof DOMException && error.name === "SecurityError";
}
