import type { Store } from "../contract.ts";
import { storageFailure } from "../storage-failure.ts";
import { databaseName } from "./database-name.ts";
import { openHandle } from "./open-handle.ts";
import { segmentSize } from "./segments/pack.ts";

export interface IdbStoreOptions {
  /** Whose data this is. Each tenant has a database of its own. */
  readonly tenant: string;
  /** Tells apart stores of several products on one origin. Default `"default"`. */
  readonly name?: string | undefined;
  /** Default: the browser's. */
  readonly indexedDB?: IDBFactory | undefined;
}

/**
 * Opens a tenant's store in IndexedDB: what the browser offers for data that outlives the page. Other tabs' commits are told to this one's
 * subscribers. Rejects with a `storage` failure when the browser gives no database; {@link openStore} goes on in memory then.
 */
export async function openIdbStore(options: IdbStoreOptions): Promise<Store> {
  const name = databaseName(options.name ?? "default", options.tenant);
  const factory = options.indexedDB ?? platformFactory();
  const { store } = await openHandle({ factory, name, size: segmentSize });
  return store;
}

/** In a private window or a sandboxed frame, asking for the factory may throw or give nothing. */
function platformFactory(): IDBFactory {
  let factory: IDBFactory | undefined;
  let cause: unknown;
  try {
    factory = globalThis.indexedDB;
  } catch (error) {
    cause = error;
  }
  if (factory !== undefined && factory !== null) return factory;
  throw storageFailure(
    "This browser window gives no database (IndexedDB), so nothing can be kept after it closes.",
    cause,
  );
}
