import type { Failure } from "@waybill/transport";
import type { Json } from "../../connector/json.ts";
import type { Counts, RunLog } from "../../receipt/receipt.ts";
import type { Watermark } from "./cursor-value.ts";
import type { ListPass, PagePosition } from "./list-position.ts";
import type { ParentProgress } from "./parents-so-far.ts";
import type { WindowProgress } from "./windows-so-far.ts";

export type RunMode = "full" | "incremental" | "backfill";

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
  /** Value that this run reads up to (backfill), where the vendor can be asked for it. */
  readonly until?: Watermark | undefined;
  /** Whether these are of a classed field: then no receipt and no explanation tells them, or a part of them. */
  readonly hidesRange?: true | undefined;
  /** Of a stream that is read window by window. */
  readonly windows?: WindowProgress | undefined;
  /** Token of the vendor's from which this run reads (incremental). */
  readonly token?: string | undefined;
  /** Token that the vendor gave for the next run. */
  readonly nextToken?: string | undefined;
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
  /** Absent: positions of this list name records. */
  readonly pass?: ListPass | undefined;
  /** Of the records, those that came before in this run and changed something again. Default 0. */
  readonly again?: number | undefined;
  /** What a watch observed of the run so far: its own form. */
  readonly observed?: Json | undefined;
  /** What held the run up so far. Absent: nothing. */
  readonly log?: RunLog | undefined;
  /** Whether it was said, in this run's log or an earlier one's, that numbers beyond 2^53 are kept as strings. */
  readonly toldGreatNumbers?: true | undefined;
  /** Whether traces are kept since this run. */
  readonly traced?: true | undefined;
  /** Records that the mapping or the schema refused. Default 0. */
  readonly unfit?: number | undefined;
  /** Said in the receipt: why this run reads everything although the stream was read before. */
  readonly why?: string | undefined;
  /** Of a stream that is listed once per record of another one. */
  readonly parents?: ParentProgress | undefined;
}
