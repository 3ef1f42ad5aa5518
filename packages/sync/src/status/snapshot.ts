import type { Failure } from "@waybill/transport";

/** What is happening now. A future attempt is `idle` with `nextAttemptAt`, so that a failure that waits for its retry stays visible. */
export type Phase = "idle" | "pending" | "running";
/** How the last finished attempt ended. Cancelled and superseded leave it unchanged. */
export type LastOutcome = "none" | "complete" | "partial" | "failed";
/** What holds the sync up, the first that applies of this order. The last two change only the detail. */
export type Blocker = "auth" | "paused" | "plan" | "schema" | "offline" | "rate_limited";

/** Records of the current or last run, summed over its attempts. `checked = received - duplicate - filtered`. */
export interface SnapshotCounts {
  readonly checked: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly removed: number;
  /** Quarantined: arrived and could not be accepted. */
  readonly failed: number;
}

export interface SnapshotProgress {
  readonly run: string;
  readonly done: number;
  readonly total?: number | undefined;
  /** True when `total` is the vendor's claim or an earlier count, not a proof. */
  readonly totalIsEstimate: boolean;
  /** Epoch milliseconds of the last movement. */
  readonly movedAt: number;
}

/** The state of one stream, or of a connection (`mergeStatuses` of its streams). Structured-cloneable; all times epoch milliseconds. */
export interface SyncSnapshot {
  readonly connection: string;
  /** Absent on the snapshot of a whole connection. */
  readonly stream?: string | undefined;
  readonly connected: boolean;
  readonly phase: Phase;
  readonly lastOutcome: LastOutcome;
  readonly blocker: Blocker | null;
  readonly counts?: SnapshotCounts | undefined;
  readonly progress?: SnapshotProgress | undefined;
  /**
   * Records in quarantine, from this run or an earlier one, that nobody has replayed or discarded. While there are any, `lastOutcome` is never
   * `complete`: a later run that met none of them does not make them whole.
   */
  readonly heldBack?: number | undefined;
  /** Records that are gone from the vendor's list and kept, because so many at once may be a mistake: they are removed when a person confirms it. */
  readonly heldRemovals?: number | undefined;
  readonly startedAt?: number | undefined;
  readonly finishedAt?: number | undefined;
  readonly lastCompleteAt?: number | undefined;
  /** When the next attempt or run begins, if one is planned. */
  readonly nextAttemptAt?: number | undefined;
  /** Until when the vendor asked us to wait. */
  readonly resumesAt?: number | undefined;
  readonly attempt?: { readonly n: number; readonly max: number } | undefined;
  readonly willRetry: boolean;
  readonly failure?: Failure | undefined;
  /** Receipt of the last finished run. */
  readonly receipt?: string | undefined;
  /** False when nothing is kept after the page closes (no IndexedDB). */
  readonly durable: boolean;
  /** Commit number. An event with a lower one changes nothing. */
  readonly revision: number;
  /** When we learned this. */
  readonly observedAt: number;
}
