import type { Lock, TokenStore } from "../../stores.ts";

/**
 * The latest renewal of each key, by the store whose tokens it rotates. The store is what credentials of one connection share in any case, so that those
 * of one process take turns even where the platform has no locks. Hangs off the caller's store and goes with it.
 */
const latest = new WeakMap<TokenStore, Map<string, Promise<unknown>>>();

/** Runs one renewal at a time: in turn within this process, then under the lock that reaches beyond it. */
export function renewalLock<T>(
  { key, tokens, lock }: { readonly key: string; readonly tokens: TokenStore; readonly lock: Lock },
  run: () => Promise<T>,
): Promise<T> {
  const ofStore = latest.get(tokens) ?? new Map<string, Promise<unknown>>();
  latest.set(tokens, ofStore);
  const before = ofStore.get(key) ?? Promise.resolve();
  const mine = before.then(() => lock.hold(`waybill:oauth2:${key}`, run));
  const leave = (): void => {
    if (ofStore.get(key) === settled) ofStore.delete(key);
  };
  const settled = mine.then(leave, leave);
  ofStore.set(key, settled);
  return mine;
}
