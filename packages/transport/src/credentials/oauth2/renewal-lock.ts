import { inLockedTurn } from "../../locked-turn.ts";
import type { Lock, TokenStore } from "../../stores.ts";
import { Turns } from "../../turns.ts";

/**
 * The renewals of each token store. The store is what credentials of one connection share in any case, so that those of one process take turns even
 * where the platform has no locks. Hangs off the caller's store and goes with it.
 */
const renewals = new WeakMap<TokenStore, Turns>();

/** Runs one renewal of a key at a time: in turn within this process, then under the lock that reaches beyond it. */
export function renewalLock<T>(
  { key, tokens, lock }: { readonly key: string; readonly tokens: TokenStore; readonly lock: Lock },
  run: () => Promise<T>,
): Promise<T> {
  const turns = renewals.get(tokens) ?? new Turns();
  renewals.set(tokens, turns);
  return inLockedTurn(turns, lock)(`waybill:oauth2:${key}`, run);
}
