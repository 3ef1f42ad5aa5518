import type { SyncNames } from "@waybill/react";
import { exampleSnapshot } from "@waybill/react/testing";
import type {
  Failure,
  FailedRecord,
  HealthSummary,
  Ledger,
  LedgerEntry,
  OutboxSummary,
  RunReceipt,
  StatusTarget,
  SyncSnapshot,
} from "@waybill/sync/status";

export const minute: number = 60_000;
export const hour: number = 60 * minute;
export const day: number = 24 * hour;
/** Tuesday, 12 May 2026, 14:00 UTC. */
export const now: number = Date.UTC(2026, 4, 12, 14, 0);

export const hubspot: StatusTarget = { connection: "hubspot" };
export const names: SyncNames = {
  service: "HubSpot",
  name: "HubSpot contacts",
  records: { one: "contact", other: "contacts" },
};

const counts = { checked: 1204, created: 118, updated: 1083, unchanged: 3, removed: 0, failed: 0 };
const base = exampleSnapshot(hubspot, {
  observedAt: now,
  lastCompleteAt: now - 5 * minute,
  finishedAt: now - 5 * minute,
  nextAttemptAt: now + 55 * minute,
});

const unavailable: Failure = {
  code: "unavailable",
  origin: "provider",
  retryable: true,
  action: "wait",
  message: "GET /crm/v3/objects/contacts answered 503",
};
const forbidden: Failure = {
  code: "forbidden",
  origin: "customer",
  retryable: false,
  action: "grant",
  message: "GET /crm/v3/objects/contacts answered 403",
  scope: "crm.objects.contacts.read",
};

/** Every state that a person can meet, by its name. */
export const states = {
  notConnected: exampleSnapshot(hubspot, { connected: false, observedAt: now }),
  waiting: { ...base, lastCompleteAt: undefined, phase: "pending", nextAttemptAt: now + 4 * minute },
  queued: { ...base, phase: "pending", nextAttemptAt: undefined },
  starting: { ...base, phase: "running", lastOutcome: "complete", nextAttemptAt: undefined },
  syncing: {
    ...base,
    phase: "running",
    lastOutcome: "complete",
    nextAttemptAt: undefined,
    startedAt: now - minute,
    progress: { run: "run-1", done: 1204, total: 3000, totalIsEstimate: true, movedAt: now },
  },
  syncingExact: {
    ...base,
    phase: "running",
    lastOutcome: "complete",
    nextAttemptAt: undefined,
    startedAt: now - 4 * minute,
    progress: { run: "run-1", done: 2400, total: 3412, totalIsEstimate: false, movedAt: now },
  },
  syncingUnknown: {
    ...base,
    phase: "running",
    lastOutcome: "complete",
    nextAttemptAt: undefined,
    progress: { run: "run-1", done: 1204, totalIsEstimate: false, movedAt: now },
  },
  stalled: {
    ...base,
    phase: "running",
    lastOutcome: "complete",
    nextAttemptAt: undefined,
    progress: { run: "run-1", done: 1204, total: 3000, totalIsEstimate: true, movedAt: now - 3 * minute },
  },
  tryingAgain: { ...base, phase: "running", lastOutcome: "failed", nextAttemptAt: undefined },
  slowedDown: {
    ...base,
    phase: "running",
    lastOutcome: "complete",
    blocker: "rate_limited",
    resumesAt: now + 30 * minute,
    nextAttemptAt: undefined,
    progress: { run: "run-1", done: 1204, total: 3000, totalIsEstimate: true, movedAt: now },
  },
  synced: { ...base, lastOutcome: "complete", counts },
  nothingToUpdate: {
    ...base,
    lastOutcome: "complete",
    counts: { ...counts, created: 0, updated: 0, unchanged: 1204 },
  },
  overdue: { ...base, lastOutcome: "complete", counts, lastCompleteAt: now - 3 * day, nextAttemptAt: undefined },
  partial: {
    ...base,
    lastOutcome: "partial",
    counts: { ...counts, updated: 1080, failed: 3 },
    willRetry: true,
    nextAttemptAt: now + 30 * minute,
  },
  nothingRead: {
    ...base,
    lastOutcome: "partial",
    counts: { ...counts, checked: 0, created: 0, updated: 0, unchanged: 0 },
    progress: { run: "run-1", done: 0, total: 1204, totalIsEstimate: false, movedAt: now },
  },
  failedRetrying: {
    ...base,
    lastOutcome: "failed",
    failure: unavailable,
    willRetry: true,
    attempt: { n: 2, max: 5 },
    nextAttemptAt: now + 30 * minute,
  },
  firstFailed: {
    ...base,
    lastCompleteAt: undefined,
    finishedAt: undefined,
    failure: unavailable,
    willRetry: true,
    attempt: { n: 2, max: 5 },
    nextAttemptAt: now + minute / 12,
  },
  failedForPerson: { ...base, lastOutcome: "failed", failure: forbidden, nextAttemptAt: undefined },
  changedData: { ...base, lastOutcome: "failed", blocker: "schema", nextAttemptAt: undefined },
  reconnect: { ...base, lastOutcome: "failed", blocker: "auth", nextAttemptAt: undefined },
  paused: { ...base, lastOutcome: "complete", blocker: "paused", nextAttemptAt: undefined },
  plan: { ...base, lastOutcome: "complete", blocker: "plan", nextAttemptAt: undefined },
  offline: { ...base, lastOutcome: "complete", blocker: "offline", nextAttemptAt: undefined },
  removalsHeld: {
    ...base,
    lastOutcome: "complete",
    heldRemovals: 480,
    counts: { ...counts, created: 0, updated: 0, unchanged: 1204 },
  },
  notDurable: { ...base, lastOutcome: "complete", counts, durable: false },
} as const satisfies Record<string, SyncSnapshot>;

const receipt: RunReceipt = {
  format: 1,
  kind: "run",
  id: "rcp_8F2K4QZ9",
  connection: "hubspot",
  stream: "contacts",
  correlationId: "c-1",
  startedAt: now - 5 * minute - 72_000,
  finishedAt: now - 5 * minute,
  attempts: 1,
  outcome: "complete",
  mode: "full",
  checkpoint: { before: 4, after: 5 },
  counts: {
    received: 3415,
    created: 118,
    updated: 1083,
    unchanged: 2208,
    removed: 3,
    duplicate: 2,
    filtered: 1,
    quarantined: 0,
    swept: 0,
  },
  reported: 3412,
  completeness: { proven: true, by: "total" },
  pages: 35,
  requests: 36,
  retries: 1,
  waitedMs: 1200,
  bytes: 1_204_551,
  digest: "9f2c",
};

export const receipts: Record<
  "complete" | "unproven" | "partial" | "failed" | "cancelled" | "superseded" | "mismatch",
  RunReceipt
> = {
  complete: receipt,
  unproven: { ...receipt, reported: undefined, completeness: { proven: false, why: "no total" } },
  partial: {
    ...receipt,
    id: "rcp_3M7T1XWA",
    outcome: "partial",
    attempts: 2,
    counts: { ...receipt.counts, updated: 1080, quarantined: 3 },
  },
  failed: {
    ...receipt,
    outcome: "failed",
    failure: unavailable,
    attempts: 5,
    reported: undefined,
    counts: { ...receipt.counts, received: 1204, created: 118, updated: 1083, unchanged: 0, removed: 0 },
  },
  cancelled: { ...receipt, outcome: "cancelled" },
  superseded: { ...receipt, outcome: "superseded" },
  mismatch: { ...receipt, counts: { ...receipt.counts, unchanged: 2200 } },
};

export const failedRecords: readonly FailedRecord[] = [
  failedRecord("f1", "Ada Park", "validation", "email"),
  failedRecord("f2", "Lin Osei", "conflict"),
  failedRecord("f3", "محمد العبدالله", "missing_key"),
  failedRecord("f4", undefined, "too_large"),
];

/** More than one page of them. */
export const manyFailedRecords: readonly FailedRecord[] = Array.from({ length: 30 }, (_, nth) =>
  failedRecord(`m${nth + 1}`, `Contact ${nth + 1}`, "validation", "email"),
);

function failedRecord(
  id: string,
  title: string | undefined,
  reason: FailedRecord["reason"],
  field?: string,
): FailedRecord {
  return { id, stream: "contacts", kind: "quarantine", reason, title, field, at: now - 2 * hour, attempts: 1 };
}

const sent: OutboxSummary = { pending: 0, sending: 0, stuck: 0 };

export const outboxes: Record<"sent" | "waiting" | "sending" | "stuck" | "lost", OutboxSummary> = {
  sent,
  waiting: { ...sent, pending: 3, oldestAt: now - 5 * minute },
  sending: { ...sent, pending: 2, sending: 1 },
  stuck: { ...sent, pending: 2, stuck: 1, oldestAt: now - 5 * minute },
  lost: { ...sent, lost: 2 },
};

const alike = (stream: string, count: number): LedgerEntry => ({
  stream,
  here: count,
  there: count,
  missingHere: 0,
  missingThere: 0,
  different: 0,
});
const compared = (...entries: readonly LedgerEntry[]): Ledger => ({
  connection: "hubspot",
  comparedAt: now - 10 * minute,
  entries,
});

export const ledgers: Record<"agrees" | "differs", Ledger> = {
  agrees: compared(alike("contacts", 3412), alike("companies", 208), alike("deals", 96)),
  differs: compared(
    { ...alike("contacts", 3412), here: 3410, missingHere: 2, different: 5 },
    { ...alike("companies", 208), there: 207, missingThere: 1 },
    alike("deals", 96),
  ),
};

type Outcome = HealthSummary["runs"][number]["outcome"];
const outcomes: Readonly<Record<string, Outcome>> = { c: "complete", p: "partial", f: "failed" };
/** A letter for each run, oldest first, an hour apart. */
const runs = (letters: string): HealthSummary["runs"] =>
  Array.from(letters, (letter, nth) => ({
    receipt: `rcp_${nth}`,
    outcome: outcomes[letter] ?? "failed",
    finishedAt: now - (letters.length - nth) * hour,
  }));

const ofSeveral = runs("cccccccfcccp").map((run, nth) => ({
  ...run,
  stream: ["contacts", "companies", "deals", "associations"][nth % 4],
}));

export const health: Record<"steady" | "failing" | "fresh" | "ofSeveral", HealthSummary> = {
  steady: { runs: runs("cccccccccccfccccccccccccccpccc"), needsFix: 3, freshnessMs: 5 * minute },
  failing: { runs: runs("ccccpcfffcpffffff"), needsFix: 41 },
  fresh: { runs: runs("ccc"), needsFix: 0 },
  ofSeveral: { runs: ofSeveral, needsFix: 3, freshnessMs: 5 * minute },
};
