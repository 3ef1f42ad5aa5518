export type { Batch, CommitEvent, Job, Lease, Page, Preconditions, RecordRange, Store } from "./contract.ts";
export { createMemoryStore } from "./memory/create-memory-store.ts";
export { storeTokens } from "./store-tokens.ts";
