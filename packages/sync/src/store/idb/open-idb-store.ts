import type { Store } from "../contract.ts";
import { openHandle } from "./open-handle.ts";
import { openTenant } from "./open-tenant.ts";
import type { IdbStoreOptions } from "./open-tenant.ts";

/**
 * Opens a tenant's store in IndexedDB: what the browser offers for data that outlives the page. Other tabs' commits are told to this one's
 * subscribers. A store of an earlier version is brought to the present one first, once no other tab holds it open. Rejects with a `storage` failure
 * when the browser gives no database, and when one that is there cannot be opened, upgraded or read.
 */
export function openIdbStore(options: IdbStoreOptions): Promise<Store> {
  return openTenant(options, openHandle);
}
