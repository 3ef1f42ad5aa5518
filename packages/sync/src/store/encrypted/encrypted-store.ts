import type { Store } from "../contract.ts";
import { inTurn } from "../idb/in-turn.ts";
import type { Cipher } from "./cipher.ts";
import { sealBatch, sealedId } from "./seal-batch.ts";
import {
  unsealAside,
  unsealBase,
  unsealCheckpoint,
  unsealHash,
  unsealMutation,
  unsealTokens,
  unsealView,
} from "./unseal.ts";
import { viewsBy } from "./views-by.ts";

/**
 * A store whose records, own changes, outbox, quarantine, checkpoints and tokens are sealed before another store keeps them. Everything is sealed before the other's
 * commit begins and opened after its read has ended, since a transaction of IndexedDB waits for no cipher.
 */
export function encryptedStore(inner: Omit<Store, "recordsBy">, cipher: Cipher): Store {
  const turn = inTurn();
  const views: Store["records"] = async (connection, stream, range) => {
    const sealed = await inner.records(connection, stream, range);
    return Promise.all(sealed.map((view) => unsealView(cipher, { connection, stream }, view)));
  };
  return {
    ...inner,
    commit(batch) {
      const sealed = sealBatch(cipher, batch);
      // Heard of when its turn comes.
      sealed.catch(() => undefined);
      return turn(async () => inner.commit(await sealed));
    },
    erase: (connection) => turn(() => inner.erase(connection)),
    async hashes(connection, stream, keys) {
      const hashes = await inner.hashes(connection, stream, keys);
      const sealed = keys.map((key, at) => ({ key, hash: hashes[at] }));
      return Promise.all(
        sealed.map(async ({ key, hash }) => hash && unsealHash(cipher, { connection, stream }, key, hash)),
      );
    },
    async bases(connection, stream, keys) {
      const rows = await inner.bases(connection, stream, keys);
      return Promise.all(rows.map(async (row) => row && unsealBase(cipher, { connection, stream }, row)));
    },
    async record(connection, stream, key) {
      const view = await inner.record(connection, stream, key);
      return view && unsealView(cipher, { connection, stream }, view);
    },
    records: views,
    async recordsBy(connection, stream, query) {
      const fields = await inner.indexes(connection, stream);
      return viewsBy((range) => views(connection, stream, range), { stream, fields, query });
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
