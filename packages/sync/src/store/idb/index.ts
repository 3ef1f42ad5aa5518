export { openIdbStore } from "./open-idb-store.ts";
export type { IdbStoreOptions } from "./open-tenant.ts";
export { openStore } from "./open-store.ts";
