export { openEncryptedStore } from "./open-encrypted-store.ts";
export type { EncryptedStoreOptions } from "./open-encrypted-store.ts";
