import type { StoredTokens, TokenStore } from "../../stores.ts";

/** Keeps tokens as long as the process lives. */
export function memoryTokenStore(): TokenStore {
  const kept = new Map<string, StoredTokens>();
  return {
    load: (key) => Promise.resolve(kept.get(key)),
    save: (key, tokens) => Promise.resolve(void kept.set(key, tokens)),
    remove: (key) => Promise.resolve(void kept.delete(key)),
  };
}
