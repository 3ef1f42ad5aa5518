import type { LimitStore, Lock } from "@waybill/transport";
import { type Clock, systemClock } from "@waybill/transport";
import { limitStore } from "@waybill/transport/limits";
import { platformLock } from "../tabs/web-lock.ts";
import type { Store } from "./contract.ts";

/** Whose limits are kept, and what keeps others from writing them at the same moment. */
export interface StoreLimitsOptions {
  readonly store: Store;
  /** What is learned goes with this connection when it is erased. */
  readonly connection: string;
  /**
   * Has to reach as far as the store does. Default: Web Locks, which all tabs and workers of an origin share, and the threads of a Node process. Processes
   * with a store in common need a lock of their own, such as their database's.
   */
  readonly lock?: Lock | undefined;
  /** Default: the platform's. */
  readonly clock?: Pick<Clock, "now"> | undefined;
}

/**
 * Keeps what is left of a vendor's limits in a store, for `sharedLimits` of `@waybill/transport/limits`: tabs, or processes, that share the store never
 * send more than the vendor permits together. Throws a TypeError where the platform has no locks and none is given.
 */
export function storeLimits({
  store,
  connection,
  lock = platformLock(),
  clock = systemClock,
}: StoreLimitsOptions): LimitStore {
  if (lock === undefined) {
    throw new TypeError(
      "This platform has no Web Locks, so that two tabs could use up the same limit twice. Give storeLimits() a lock that reaches as far as the store.",
    );
  }
  const rows = {
    read: (bucket: string) => store.limits(bucket),
    write: async (bucket: string, state: Parameters<LimitStore["learn"]>[1]) => {
      await store.commit({ connection, limits: { bucket, state } });
    },
  };
  return limitStore({ rows, lock, clock });
}
