import type { Lock } from "@waybill/transport";

/** The browser's Web Locks as a {@link Lock}: released by the browser itself when a tab closes or crashes. */
export function webLock(locks: LockManager): Lock {
  return {
    hold: (name, run, signal) => locks.request(name, signal === undefined ? {} : { signal }, run),
  };
}

/** Web Locks where the platform has them (a secure context of a browser), else nothing: leases work without. */
export function platformLock(): Lock | undefined {
  const locks: unknown = "navigator" in globalThis ? Reflect.get(globalThis.navigator, "locks") : undefined;
  return isLockManager(locks) ? webLock(locks) : undefined;
}

function isLockManager(value: unknown): value is LockManager {
  return typeof value === "object" && value !== null && "request" in value;
}
