import type { Lock } from "@waybill/transport";

/**
 * The browser's Web Locks as a {@link Lock}: released by the browser itself when a tab closes or crashes. Rejects with its `SecurityError` where it refuses
 * locks to a page, as it does with the storage of a site.
 */
export function webLock(locks: LockManager): Lock {
  return {
    hold: (name, run, signal) => locks.request(name, signal === undefined ? {} : { signal }, run),
  };
}

/** Web Locks where the platform has them (a secure context of a browser), else nothing: leases work without. */
export function platformLock(): Lock | undefined {
  const locks: LockManager | undefined = "navigator" in globalThis ? globalThis.navigator.locks : undefined;
  return locks && webLock(locks);
}
