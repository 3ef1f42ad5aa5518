import type { Store } from "../contract.ts";
import type { Cipher } from "./cipher.ts";
import { sealedId } from "./seal-batch.ts";
import { unsealAside, unsealCheckpoint, unsealMutation, unsealTokens } from "./unseal.ts";
import { viewsBy } from "./views-by.ts";

/** Opens what a store with {@link createSealer} keeps in rows of their own, and finds records by their fields without an index. */
export function encryptedStore(inner: Omit<Store, "recordsBy">, cipher: Cipher): Store {
  return {
    ...inner,
    async recordsBy(connection, stream, query) {
      const fields = await inner.indexes(connection, stream);
      return viewsBy((range) => inner.records(connection, stream, range), { stream, fields, query });
    },
    async checkpoint(connection, stream) {
      const stored = await inner.checkpoint(connection, stream);
      return stored && unsealCheckpoint(cipher, { connection, stream }, stored);
    },
    async quarantine(connection, options) {
      const page = await inner.quarantine(connection, options);
      return { ...page, items: await Promise.all(page.items.map((each) => unsealAside(cipher, connection, each))) };
    },
    async quarantined(connection, stream, ids) {
      const names = await Promise.all(ids.map((id) => sealedId(cipher, { connection, stream }, id)));
      const records = await inner.quarantined(connection, stream, names);
      return Promise.all(records.map(async (record) => record && unsealAside(cipher, connection, record)));
    },
    async mutations(connection, options) {
      const mutations = await inner.mutations(connection, options);
      return Promise.all(mutations.map((mutation) => unsealMutation(cipher, connection, mutation)));
    },
    async tokens(key) {
      const stored = await inner.tokens(key);
      return stored && unsealTokens(cipher, key, stored);
    },
  };
}
