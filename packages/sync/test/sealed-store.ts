import { systemRandomBytes } from "@waybill/transport";
import { openDB } from "idb";
import type { Store } from "../src/store/contract.ts";
import { createCipher } from "../src/store/encrypted/cipher.ts";
import type { Cipher } from "../src/store/encrypted/cipher.ts";
import { createSealer } from "../src/store/encrypted/create-sealer.ts";
import { encryptedStore } from "../src/store/encrypted/encrypted-store.ts";
import { databaseName } from "../src/store/idb/database/database-name.ts";
import { openUnindexed } from "../src/store/idb/open-unindexed.ts";
import type { Sealer } from "../src/store/idb/sealer.ts";
import type { Compactor } from "../src/store/idb/segments/compactor.ts";
import { tinyMemory, tinySegments } from "./compacting-store.ts";

/** What an encrypted store is put together from. */
export interface Parts {
  readonly createCipher: typeof createCipher;
  readonly createSealer: (cipher: Cipher) => Sealer;
  readonly encryptedStore: typeof encryptedStore;
  readonly openUnindexed: typeof openUnindexed;
}

export const parts: Parts = { createCipher, createSealer, encryptedStore, openUnindexed };

export interface SealedOptions {
  readonly factory: IDBFactory;
  readonly key: CryptoKey;
  /** Default: `t`. */
  readonly tenant?: string | undefined;
}

/** An encrypted store, and what compacts it. */
export interface Sealed {
  readonly store: Store;
  readonly compactor: Compactor;
}

/** Name of the database, unless another tenant is named. */
export const sealedName: string = databaseName("default", "t");

export function sealingKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** An encrypted store of tiny segments that remembers next to nothing. */
export async function openSealed({ factory, key, tenant = "t" }: SealedOptions, made: Parts = parts): Promise<Sealed> {
  const name = databaseName("default", tenant);
  const cipher = await made.createCipher(key, systemRandomBytes, name);
  const sealer = made.createSealer(cipher);
  const small = { size: tinySegments, most: tinyMemory };
  const { store, compactor } = await made.openUnindexed({ factory, name, ...small, sealer });
  return { store: made.encryptedStore(store, cipher), compactor };
}

/** Every row of every object store and the key that it is under, as text: bytes as the text that they are. */
export async function onDisk(): Promise<string> {
  const database = await openDB(sealedName);
  const rows = await Promise.all(
    [...database.objectStoreNames].map((each) => Promise.all([database.getAllKeys(each), database.getAll(each)])),
  );
  database.close();
  const decoder = new TextDecoder();
  return JSON.stringify(rows, (_name, value: unknown) => (value instanceof Uint8Array ? decoder.decode(value) : value));
}
