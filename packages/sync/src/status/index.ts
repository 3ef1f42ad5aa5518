export { atRest } from "./facts.ts";
export type { LiveFacts, StreamFacts } from "./facts.ts";
export { mergeStatuses } from "./merge-statuses.ts";
export { snapshotOf } from "./snapshot-of.ts";
export type { Blocker, LastOutcome, Phase, SnapshotCounts, SnapshotProgress, SyncSnapshot } from "./snapshot.ts";
export type {
  ActionOutcome,
  FailedRecord,
  HealthSummary,
  OutboxSummary,
  PageOptions,
  RecordSource,
  StatusSource,
  StatusTarget,
  SyncAction,
} from "./source.ts";
export type { Completeness, Counts, MutationReceipt, Receipt, ReplayReceipt, RunReceipt } from "../receipt/receipt.ts";
export type { RecordKey, RecordView } from "../record/record.ts";
export type { Page } from "../store/contract.ts";
export type { IndexValue } from "../store/index-place.ts";
export type { IndexQuery, ValueRange } from "../store/index-query.ts";
export type { Ledger, LedgerEntry } from "../reconcile/ledger.ts";
// What a reader of status needs of the layer below: its failures, and the time and chance that it is to use.
export type { Clock, Failure, RandomBytes } from "@waybill/transport";
export { systemClock, systemRandomBytes } from "@waybill/transport";
