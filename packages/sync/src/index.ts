export { createWaybill } from "./engine.ts";
export type { ConnectionOptions, TransportRequest, Waybill, WaybillOptions } from "./engine.ts";
export type { ClientFactory, Connection, Disconnected, PullRequest } from "./connection/connection.ts";
export { disposeDefaults } from "./connection/disposed.ts";
export type { DisposeOptions, Disposed, UnendedWork, UnsavedCredential } from "./connection/disposed.ts";
export type { Erased } from "./connection/erase-connection.ts";
export type { RangeText } from "./pull/backfill.ts";
export type { Checkpoint } from "./pull/checkpoint/checkpoint.ts";
export type { Watermark } from "./pull/checkpoint/cursor-value.ts";
export type { PagePosition } from "./pull/checkpoint/list-position.ts";
export type { OpenRun, RunMode } from "./pull/checkpoint/open-run.ts";
export { checkpointFormat } from "./pull/checkpoint/checkpoint.ts";
export { pullDefaults } from "./pull/settings.ts";
export type { PullSettings } from "./pull/settings.ts";
export type { StepResult } from "./pull/run/step-result.ts";
export { nextRun } from "./schedule/next-run.ts";
export type { NextRunOptions } from "./schedule/next-run.ts";
export type { CronReader, QuietHours, Schedule } from "./schedule/schedule.ts";
export type { Priorities } from "./connection/priorities.ts";
export type { Schedules } from "./connection/stream-schedules.ts";
export { parseJson } from "./pull/page/json-text.ts";
export { receiptDigest } from "./receipt/run-receipt.ts";
export { syncEvents } from "./events/sync-events.ts";
export type { SyncEvent, SyncEventOptions } from "./events/sync-events.ts";
export { retainReceipts } from "./pull/retain-receipts.ts";
export type { Retention, RetentionResult } from "./pull/retain-receipts.ts";
export { verifyReceipts } from "./receipt/verify-receipts.ts";
export type { ReceiptPlace, ReceiptsVerdict, VerifyOptions } from "./receipt/verify-receipts.ts";
export { receiptFormat } from "./receipt/receipt.ts";
export type {
  Completeness,
  Counts,
  MutationReceipt,
  Receipt,
  ReplayReceipt,
  RunOutcome,
  RunReceipt,
} from "./receipt/receipt.ts";
export type { QuarantinedRecord, QuarantineReason, RecordKey, RecordView } from "./record/record.ts";
export { webLock } from "./tabs/web-lock.ts";
export { storeLimits } from "./store/store-limits.ts";
export type { StoreLimitsOptions } from "./store/store-limits.ts";
export { storeTokens } from "./store/store-tokens.ts";
