import type { Failure, FailureCode } from "@waybill/transport";
import type { RecordKey } from "../record/record.ts";

export const receiptFormat = 1;

/**
 * What became of the records of a run. `received = created + updated + unchanged + removed + duplicate + filtered + quarantined` holds at every
 * moment; `swept` (removed because absent from a proven full read) is outside the sum.
 */
export interface Counts {
  readonly received: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Tombstones of records that were there. */
  readonly removed: number;
  /** A second copy within one run that changed nothing. */
  readonly duplicate: number;
  /** Left out as declared; also a tombstone of a record that was never there. */
  readonly filtered: number;
  readonly quarantined: number;
  readonly swept: number;
}

export type RunOutcome = "complete" | "partial" | "failed" | "cancelled" | "superseded";
export type MutationOutcome = "applied" | "rejected" | "discarded" | "unknown";

/**
 * Whether the run can show that it saw everything, and if not, why. By `total`: the vendor counts as many. By `token`: the vendor ended the list with
 * the token from which the next one begins.
 */
export type Completeness =
  | { readonly proven: true; readonly by: "total" | "intervals" | "token" }
  | { readonly proven: false; readonly why: string };

interface ReceiptHead {
  readonly format: typeof receiptFormat;
  readonly id: string;
  readonly connection: string;
  readonly stream: string;
  readonly correlationId: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Epoch milliseconds. */
  readonly finishedAt: number;
  readonly attempts: number;
  /** SHA-256 of the previous receipt of the same stream; absent on the first. */
  readonly previous?: string | undefined;
  readonly failure?: Failure | undefined;
}

/** A parent whose children could not all be read. */
export interface TroubledParent {
  readonly key: RecordKey;
  /** `count`: the vendor's count of its children says that some are missing, or too many. */
  readonly code: FailureCode | "count";
}

/** What became of the parents of a stream that is listed once per record of another one. */
export interface ParentCounts {
  /** Lists that were read to their end. */
  readonly read: number;
  /** Left out, because neither they nor their children changed, or because they are kept although the record above them is gone. */
  readonly passed: number;
  readonly failed: number;
  /** Those that failed, or whose children are not as many as the vendor counts: the first hundred. Empty where their key is classed. */
  readonly troubled: readonly TroubledParent[];
}

/** Something about the shape of what arrived that a developer should look at. */
export interface DriftFinding {
  readonly kind:
    | "new_field"
    | "missing_field"
    | "type_changed"
    | "null_rate"
    | "new_value"
    | "size"
    | "volume"
    | "reference_gap";
  readonly pointer?: string | undefined;
  /** Names fields and numbers, never values. */
  readonly message: string;
}

/** Something that held a run up, or changed what it did. */
export interface RunEvent {
  /**
   * `repeated`: the transport asked for a page more than once, and waited between. `waited`: the attempt ended, and the next was due at `until`.
   * `restarted`: and it began the list again, because the vendor forgot the position. `widened`: because it no longer had changes that old, so that
   * more was read. `blocked`: until the customer acted. `skewed`: the vendor's clock ran ahead of this device's, and the earlier one counted.
   * `set-back`: it showed less than before, so that everything was read. `moved`: records came or went while the list was read, or nothing showed that
   * none did, so that it was read again, or a part of it. `left`: since `at` nothing of it was stored, and who had worked on it no longer did, `waitedMs` in
   * all until it was gone on with at `until`; what follows at once is said in one event. `great-numbers`: the vendor sends numbers beyond 2^53, which are kept as strings of all their digits; said once for a stream.
   */
  readonly kind:
    | "great-numbers"
    | "repeated"
    | "waited"
    | "restarted"
    | "widened"
    | "blocked"
    | "skewed"
    | "set-back"
    | "moved"
    | "left";
  /** Epoch milliseconds. */
  readonly at: number;
  /** Page of the run at which it happened, counted from 1. */
  readonly page: number;
  /** What the attempt failed with. */
  readonly code?: FailureCode | undefined;
  /** HTTP status of the answer, where there was one. */
  readonly status?: number | undefined;
  /** Epoch milliseconds. */
  readonly until?: number | undefined;
  /** Requests for the same page beyond the first. */
  readonly retries?: number | undefined;
  /** Milliseconds waited within the transport; in `left`, those until somebody went on with the run. */
  readonly waitedMs?: number | undefined;
  /** By how much the vendor's clock was ahead, in milliseconds. */
  readonly aheadMs?: number | undefined;
}

/** What held a run up: its newest events, and how many older ones are left out. */
export interface RunLog {
  readonly events: readonly RunEvent[];
  readonly left: number;
}

/** The immutable account of one finished run. */
export interface RunReceipt extends ReceiptHead {
  readonly kind: "run";
  readonly outcome: RunOutcome;
  readonly mode: "full" | "incremental" | "backfill";
  /** Why everything was read again, when a change of the connector or the vendor's forgetting forced it. */
  readonly why?: string | undefined;
  /** The value that it read from, as the vendor writes it (incremental: the watermark). Absent where the cursor field is classed. */
  readonly since?: string | undefined;
  /** The value that it read up to, as the vendor writes it (backfill). Absent where the cursor field is classed. */
  readonly until?: string | undefined;
  readonly checkpoint: { readonly before: number; readonly after: number };
  readonly counts: Counts;
  /** The vendor's own count, when it gave one. */
  readonly reported?: number | undefined;
  readonly completeness: Completeness;
  readonly parents?: ParentCounts | undefined;
  readonly pages: number;
  /**
   * Sent for pages of the stream, each retry too, and also what came to nothing: pages that an abort made worthless, or another engine that went on with
   * the stream. What the engine can no longer tell in that run, its next one on the stream tells. In no receipt is what an engine sent between its last
   * commit on the stream and its end, what was sent before an erasure, and, where storage failed and nobody could read whether it had written a commit,
   * what the requests of another engine hide that went on meanwhile. Dry runs have their own.
   */
  readonly requests: number;
  readonly retries: number;
  readonly waitedMs: number;
  /** Of the pages that were taken in. */
  readonly bytes: number;
  /** What was unlike the contract, or the runs before: the first twenty findings. Absent: nothing, or nobody looked. */
  readonly drift?: readonly DriftFinding[] | undefined;
  /** Absent: nothing held it up. */
  readonly log?: RunLog | undefined;
  /** Chained SHA-256 over accepted key and hash, in commit order. */
  readonly digest: string;
}

/** The immutable account of one finished write. */
export interface MutationReceipt extends ReceiptHead {
  readonly kind: "mutation";
  readonly outcome: MutationOutcome;
  readonly mutation: string;
}

/** The immutable account of one replay of quarantined records or dead letters. */
export interface ReplayReceipt extends ReceiptHead {
  readonly kind: "replay";
  readonly outcome: RunOutcome;
  /** Receipt of the run or mutation whose leftovers were replayed. */
  readonly of: string;
  /** Why stored records were made anew, where it is no leftovers that were replayed. */
  readonly why?: string | undefined;
  readonly counts: Counts;
}

export type Receipt = RunReceipt | MutationReceipt | ReplayReceipt;
