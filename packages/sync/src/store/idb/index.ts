export { openIdbStore } from "./open-idb-store.ts";
export type { IdbStoreOptions } from "./open-idb-store.ts";
export { openStore } from "./open-store.ts";
