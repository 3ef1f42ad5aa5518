export { acknowledgeLoss, noticeLoss } from "./notice-loss.ts";
export type { LossOptions, Reminder } from "./reminder.ts";
export type {
  Batch,
  CommitEvent,
  DeclaredIndexes,
  Job,
  Lease,
  Page,
  Preconditions,
  RecordRange,
  Store,
} from "./contract.ts";
export { createMemoryStore } from "./memory/create-memory-store.ts";
export { storeLimits } from "./store-limits.ts";
export type { StoreLimitsOptions } from "./store-limits.ts";
export { storeTokens } from "./store-tokens.ts";

export type { IndexValue } from "./index-place.ts";
export type { IndexQuery, ValueRange } from "./index-query.ts";

// For whoever writes a store: the decisions that every store makes alike. `@waybill/sync/testing` checks the result.
export { checkBatch, refuseJobs } from "./check-batch.ts";
export { bestPlaces } from "./best-places.ts";
export type { BestPlaces } from "./best-places.ts";
export { indexPlace } from "./index-place.ts";
export { indexSearch, unknownIndex } from "./index-query.ts";
export type { IndexSearch } from "./index-query.ts";
export { checkLimit } from "./page-limit.ts";
export { commitEvent, erasedEvent, maxEventKeys } from "./commit-event.ts";
export { createFeed } from "./feed.ts";
export type { Feed } from "./feed.ts";
export { judgePreconditions } from "./preconditions.ts";
export type { Held } from "./preconditions.ts";
export { baseOf, mergeViews, viewRecord } from "./record-view.ts";
export type { BaseRow, OverlayRow, RowsOfRange, ViewsOfRange } from "./record-view.ts";
export { readCursor } from "./cursor.ts";
export { batchRefused, storageDamaged, storageFailure, storeClosed } from "./storage-failure.ts";
