import type { StoredTokens, TokenClaim, TokenStore } from "@waybill/transport";
import { isSuperseded } from "../until-committed.ts";
import type { Preconditions, Store } from "./contract.ts";

/**
 * Keeps tokens in a store, durable before `save` resolves. They belong to `connection`, and go with it when it is erased; by default each key is
 * taken for the id of its connection. What is erased or removed while it is renewed stays so.
 */
export function storeTokens(store: Store, connection?: string): TokenStore {
  const write = async (key: string, value: StoredTokens | null, expect?: Preconditions) => {
    await store.commit({ connection: connection ?? key, expect, tokens: { key, value }, durability: "strict" });
  };
  return {
    load: (key) => store.tokens(key),
    save: (key, tokens) => write(key, tokens),
    remove: (key) => write(key, null),
    claim: (key) => claim(store, key, (tokens, since) => write(key, tokens, { since })),
  };
}

async function claim(
  store: Store,
  key: string,
  write: (tokens: StoredTokens, since: number) => Promise<void>,
): Promise<TokenClaim> {
  let since = await store.head();
  const stored = await store.tokens(key);
  const replace = async (tokens: StoredTokens): Promise<boolean> => {
    try {
      await write(tokens, since);
      return true;
    } catch (error) {
      if (!isSuperseded(error)) throw error;
      since = await store.head();
      // Something else of the tenant is gone where they are still there.
      const isThere = stored !== undefined && (await store.tokens(key))?.accessToken === stored.accessToken;
      return isThere && replace(tokens);
    }
  };
  return { stored, replace };
}
