import type { Lock } from "@waybill/transport";
import type { Store } from "../store/contract.ts";

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

/**
 * The platform's lock where it reaches as far as the store. Those of a browser are of all its tabs; those of Node are of one process, and another one that
 * shares a store would find the lock of every holder free.
 */
export function lockBeside({ durable }: Pick<Store, "durable">): Lock | undefined {
  const isBrowser = "isSecureContext" in globalThis;
  return isBrowser || !durable ? platformLock() : undefined;
}
