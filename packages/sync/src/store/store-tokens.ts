import type { TokenStore } from "@waybill/transport";
import type { Store } from "./contract.ts";

/**
 * Keeps tokens in a store, durable before `save` resolves. They belong to `connection`, and go with it when it is erased; by default each key is
 * taken for the id of its connection.
 */
export function storeTokens(store: Store, connection?: string): TokenStore {
  const write = async (key: string, value: Parameters<TokenStore["save"]>[1] | null) => {
    await store.commit({ connection: connection ?? key, tokens: { key, value }, durability: "strict" });
  };
  return {
    load: (key) => store.tokens(key),
    save: (key, tokens) => write(key, tokens),
    remove: (key) => write(key, null),
  };
}
