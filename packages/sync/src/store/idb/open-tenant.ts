import type { Failure } from "@waybill/transport";
import { orAborted } from "../../or-aborted.ts";
import type { Store } from "../contract.ts";
import { databaseName } from "./database/database-name.ts";
import { NoDatabase } from "./database/no-database.ts";
import type { UnindexedOptions } from "./open-unindexed.ts";
import { segmentSize } from "./segments/pack.ts";

export interface IdbStoreOptions {
  /** Whose data this is. Each tenant has a database of its own. */
  readonly tenant: string;
  /** Tells apart stores of several products on one origin. Default `"default"`. */
  readonly name?: string | undefined;
  /** Default: the browser's. */
  readonly indexedDB?: IDBFactory | undefined;
  /**
   * Told, with a `storage` failure, when another tab holds an older version of the store open and does not let go at once. The opening goes on waiting
   * for it. Default: the page's `error` event, by `reportError`.
   */
  readonly onBlocked?: ((failure: Failure) => void) | undefined;
  /** Ends the wait for the store; the opening then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A tenant's database, opened by `open`. Rejects with a `storage` failure when the browser gives none. */
export async function openTenant<Opened extends Pick<Store, "close">>(
  options: IdbStoreOptions,
  open: (where: UnindexedOptions) => Promise<{ readonly store: Opened }>,
): Promise<Opened> {
  const name = databaseName(options.name ?? "default", options.tenant);
  const factory = options.indexedDB ?? platformFactory();
  const opening = open({ factory, name, size: segmentSize, onBlocked: options.onBlocked });
  try {
    const { store } = await orAborted(opening, options.signal);
    return store;
  } catch (error) {
    // A store that opens after the wait was ended has nobody else to close it.
    opening.then(({ store }) => store.close()).catch(() => undefined);
    throw error;
  }
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
  throw new NoDatabase(cause);
}
