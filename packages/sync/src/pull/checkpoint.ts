import type { Failure } from "@waybill/transport";
import type { Json } from "../connector/json.ts";
import type { Counts } from "../receipt/receipt.ts";

/** Version of the stored form. Another one is an error to the reader, never "no checkpoint". */
export const checkpointFormat = 1;

export type RunMode = "full" | "incremental" | "backfill";

/** The value below which every record is known to be stored. */
export interface Watermark {
  /** As the vendor writes it. */
  readonly value: string;
  /** Epoch milliseconds; absent for cursors that are not times. */
  readonly at?: number | undefined;
}

/** Where the next page begins. What each style keeps is its own, as plain JSON. */
export interface PagePosition {
  /** Pages already committed in this run. */
  readonly page: number;
  readonly next: Json;
  /** Bounded memory of earlier positions, for finding loops. */
  readonly seen: readonly string[];
  /** Records that this pass over the list has read. Default 0. */
  readonly read?: number | undefined;
  /** Pages without records in a row. Default 0. */
  readonly empties?: number | undefined;
  /** Pages whose records were those of an earlier page. Default 0. */
  readonly repeats?: number | undefined;
}

/** The run in flight. */
export interface OpenRun {
  readonly id: string;
  readonly mode: RunMode;
  readonly correlationId: string;
  /** Epoch milliseconds, local clock. */
  readonly startedAt: number;
  /** The first answer's `Date`, epoch milliseconds. */
  readonly vendorTime?: number | undefined;
  readonly attempt: number;
  readonly maxAttempts: number;
  /** Checkpoint version when the run began: the receipt's "before". */
  readonly before: number;
  /** Watermark that this run reads from (incremental). */
  readonly since?: Watermark | undefined;
  readonly position: PagePosition;
  readonly counts: Counts;
  readonly pages: number;
  readonly requests: number;
  readonly retries: number;
  readonly waitedMs: number;
  readonly bytes: number;
  /** The vendor's own count of the list, last seen. */
  readonly reported?: number | undefined;
  /** Greatest cursor-field value seen. */
  readonly maxCursor?: string | undefined;
  /** Cursor-field value of the record read last: the next one shows whether the order holds. */
  readonly lastCursor?: string | undefined;
  /** Whether every record so far arrived in the declared order. */
  readonly ordered: boolean;
  /** Chained SHA-256 over accepted key and hash, in commit order. */
  readonly digest: string;
  /** Why the last attempt stopped, and when the next one is due (epoch milliseconds). */
  readonly failure?: Failure | undefined;
  readonly nextAttemptAt?: number | undefined;
  /** Epoch milliseconds of the last committed page. */
  readonly progressedAt: number;
  /** Times the list was begun again because the vendor forgot the position. Default 0. */
  readonly restarts?: number | undefined;
  /** Said in the receipt: why this run reads everything although the stream was read before. */
  readonly why?: string | undefined;
}

/** The durable, versioned position of a stream. */
export interface Checkpoint {
  readonly format: typeof checkpointFormat;
  /** Raised by one with each commit; the precondition of the next. */
  readonly version: number;
  readonly contract: { readonly version: number; readonly hash: string };
  readonly watermark?: Watermark | undefined;
  readonly run?: OpenRun | undefined;
  /** How the last finished run ended, cancelled and superseded ones aside. */
  readonly last?:
    | { readonly outcome: "complete" | "partial" | "failed"; readonly receipt: string; readonly finishedAt: number }
    | undefined;
  /** Epoch milliseconds of the end of the last complete run. */
  readonly lastCompleteAt?: number | undefined;
  /** Head of the chain of receipts. */
  readonly receiptDigest?: string | undefined;
  /** Paused by a person, or stopped until one reconnects. */
  readonly blocker?: "auth" | "paused" | "plan" | "schema" | undefined;
}
