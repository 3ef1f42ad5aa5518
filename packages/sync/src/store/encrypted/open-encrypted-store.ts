import { systemRandomBytes } from "@waybill/transport";
import type { RandomBytes } from "@waybill/transport";
import type { Store } from "../contract.ts";
import { openTenant } from "../idb/open-tenant.ts";
import type { IdbStoreOptions } from "../idb/open-tenant.ts";
import { openUnindexed } from "../idb/open-unindexed.ts";
import { orInMemory } from "../idb/or-in-memory.ts";
import { createCipher } from "./cipher.ts";
import { createSealer } from "./create-sealer.ts";
import { encryptedStore } from "./encrypted-store.ts";

export interface EncryptedStoreOptions extends IdbStoreOptions {
  /** An AES-GCM key with the usages `encrypt` and `decrypt`; it need not be extractable. Where it is kept is the product's business. */
  readonly key: CryptoKey;
  /** Default: the platform's. */
  readonly randomBytes?: RandomBytes | undefined;
}

/**
 * Opens a tenant's store in IndexedDB with what it holds sealed by a key, or in memory where the browser refuses a database, as `openStore` does. Rejects
 * with a `storage` failure, and changes nothing, when the store was written with another key or with none, or for another tenant; with a `TypeError` when the key that is to seal it lacks a usage.
 */
export async function openEncryptedStore({ key, randomBytes, ...options }: EncryptedStoreOptions): Promise<Store> {
  return orInMemory(() =>
    openTenant(options, async (where) => {
      const cipher = await createCipher(key, randomBytes ?? systemRandomBytes, where.name);
      const { store } = await openUnindexed({ ...where, sealer: createSealer(cipher) });
      return { store: encryptedStore(store, cipher) };
    }),
  );
}
