"use client";

export { WaybillProvider } from "./provider.tsx";
export type { WaybillProviderProps } from "./provider.tsx";
export type { WaybillSource } from "./session.ts";
export type { TargetInfo, Theme } from "./settings.ts";

export { IntegrationCard } from "./widgets/card/integration-card.tsx";
export type { IntegrationCardProps, IntegrationCardState } from "./widgets/card/integration-card.tsx";
export { FailedRecords } from "./widgets/failed-records/failed-records.tsx";
export type {
  FailedRecordsProps,
  FailedRecordsState,
  FailedRecordsSubject,
} from "./widgets/failed-records/failed-records.tsx";
export { SyncTimeline } from "./widgets/timeline/sync-timeline.tsx";
export type { SyncTimelineProps, SyncTimelineState, SyncTimelineSubject } from "./widgets/timeline/sync-timeline.tsx";
export { ReconnectPrompt, RetryPrompt, SyncNotice } from "./widgets/notice/sync-notice.tsx";
export type { SyncNoticeProps, SyncNoticeState } from "./widgets/notice/sync-notice.tsx";
export { SyncProgress } from "./widgets/progress/sync-progress.tsx";
export type { SyncProgressProps, SyncProgressState } from "./widgets/progress/sync-progress.tsx";
export { SyncReceipt } from "./widgets/receipt/sync-receipt.tsx";
export type { ReceiptSubject, SyncReceiptProps, SyncReceiptState } from "./widgets/receipt/sync-receipt.tsx";
export { StatusBadge } from "./widgets/badge/status-badge.tsx";
export { SyncStatusBadge } from "./widgets/badge/sync-status-badge.tsx";
export type { SyncStatusBadgeProps } from "./widgets/badge/sync-status-badge.tsx";
export type { StatusBadgeProps, SyncStatusBadgeState } from "./widgets/badge/badge-view.tsx";
export { HealthScorecard } from "./widgets/health/health-scorecard.tsx";
export type { HealthScorecardProps, HealthScorecardState, HealthSubject } from "./widgets/health/health-scorecard.tsx";
export { OutboxIndicator } from "./widgets/outbox/outbox-indicator.tsx";
export type { OutboxIndicatorProps, OutboxIndicatorState, OutboxSubject } from "./widgets/outbox/outbox-indicator.tsx";
export type { OutboxSituation, OutboxStatus } from "./describe/describe-outbox.ts";
export { ReconciliationLedger } from "./widgets/ledger/reconciliation-ledger.tsx";
export type {
  LedgerSubject,
  ReconciliationLedgerProps,
  ReconciliationLedgerState,
} from "./widgets/ledger/reconciliation-ledger.tsx";
export { SyncSummary } from "./widgets/summary/sync-summary.tsx";
export type { SyncSummaryProps, SyncSummarySubject } from "./widgets/summary/sync-summary.tsx";
export type { Subject } from "./widgets/subject.ts";
export type { HostAttributes, PartProps, RenderPart, RenderedProps } from "./parts/part.tsx";
export type { HeadingLevel } from "./parts/heading.tsx";
export type { Widget } from "./parts/widget.tsx";

export { useFailedRecords } from "./hooks/use-failed-records.ts";
export type { PagedList } from "./hooks/use-pages.ts";
export { useNow } from "./hooks/use-now.ts";
export { useRecord, useRecordCount, useRecords } from "./hooks/use-records.ts";
export type { RecordCountState, RecordState, RecordsState } from "./hooks/use-records.ts";
export { useRecordActions } from "./hooks/use-record-actions.ts";
export type { RecordActions, RecordActionState } from "./hooks/use-record-actions.ts";
export { useConnectionState } from "./hooks/use-connection-state.ts";
export type { ConnectionState } from "./hooks/use-connection-state.ts";
export type { LinkedSource } from "./live/linked-source.ts";
export { useHealth } from "./hooks/use-health.ts";
export { useLedger } from "./hooks/use-ledger.ts";
export { useOutbox } from "./hooks/use-outbox.ts";
export type { ReadState } from "./hooks/read-state.ts";
export { useStatusFreshness } from "./hooks/use-status-freshness.ts";
export type { StatusFreshness } from "./hooks/use-status-freshness.ts";
export { useSyncAction } from "./hooks/use-sync-action.ts";
export type { ActionControl, ActionState, Performers, WhyRejected } from "./hooks/use-sync-action.ts";
export { useSyncHistory } from "./hooks/use-sync-history.ts";
export { useSyncProgress } from "./hooks/use-sync-progress.ts";
export { useSyncReceipt } from "./hooks/use-sync-receipt.ts";
export type { ReceiptState } from "./hooks/use-sync-receipt.ts";
export { useSyncSummary } from "./hooks/use-sync-summary.ts";
export { useSyncStatus } from "./hooks/use-sync-status.ts";
export type { SyncStatusSummary } from "./hooks/use-sync-status.ts";

export {
  failedQuery,
  healthQuery,
  historyQuery,
  ledgerQuery,
  outboxQuery,
  receiptQuery,
  recordCountQuery,
  recordQuery,
  recordsQuery,
  statusQuery,
  statusesQuery,
  targetKey,
  waybillKey,
} from "./queries.ts";
export type { QueryScope, WaybillPages, WaybillQuery } from "./queries.ts";

export { openReconnectWindow } from "./reconnect-window.ts";
export type { Opener, ReconnectOutcome, ReconnectWindowOptions } from "./reconnect-window.ts";

export { describeSync } from "./describe/describe-sync.ts";
export type { SummaryDescription } from "./describe/describe-summary.ts";
export type { Glance } from "./describe/glance.ts";
export type { SyncDescription } from "./describe/describe-sync.ts";
export type { ActionKind, OfferedAction } from "./describe/actions.ts";
export type { NoticeKind, SyncNoticeText } from "./describe/notice.ts";
export type { ProgressDescription } from "./describe/describe-progress.ts";
export type { HistoryItem } from "./describe/describe-history.ts";
export type { ReceiptDescription, ReceiptFact } from "./describe/describe-receipt.ts";
export type { SyncStatus } from "./describe/status.ts";
export type { Tone } from "./describe/tone.ts";
export type { SyncNames } from "./describe/wording.ts";
export type { MessageKey, Messages } from "./messages/message.ts";
export type { Message, PluralForms } from "./messages/text.ts";
