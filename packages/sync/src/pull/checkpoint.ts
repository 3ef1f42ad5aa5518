import type { Failure } from "@waybill/transport";
import type { Json } from "../connector/json.ts";
import type { ParameterValues } from "../connector/request.ts";
import type { Counts, RunLog, TroubledParent } from "../receipt/receipt.ts";
import type { RecordKey } from "../record/record.ts";
import type { Interval } from "./windows/interval.ts";

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

/** What joins a page to the one before it, where positions count records. */
export interface Overlap {
  /** Marks of the records that were read last, the newest last. */
  readonly tail: readonly string[];
  /** Records of the page that they are from. */
  readonly width: number;
  /** Records before the position with which the next page begins. More than one: the place is looked for. */
  readonly back: number;
}

/** One reading of a list whose positions count records. */
export interface ListPass {
  /** Counted from 1. */
  readonly nth: number;
  /** Blocks of seen keys that the run had before it. */
  readonly blocks: number;
  /** Whether every page so far held the end of the one before it. */
  readonly joined: boolean;
  /** Whether the first page gave a count, none after it gave another, and no page so far held a record that changed meanwhile. */
  readonly counted: boolean;
  /** Whether the first page gave no count. */
  readonly uncounted?: boolean | undefined;
  /** Whether a page gave a smaller count than the one before it: something went, and a record behind it may have been stepped over. */
  readonly fell?: boolean | undefined;
  /** Whether a page of it was asked for before the one in front of it had come: what moved on meanwhile may be in neither. */
  readonly early?: true | undefined;
  /** Records that no reading before had met, but for those that changed meanwhile. Counted from the second on. */
  readonly news: number;
  /** Whether it is the last, although the list did not stand still. */
  readonly gaveUp?: boolean | undefined;
}

/**
 * How the vendor's count of a list changed while it was read. `grew`: and never fell. `restarted`: the list was begun anew, and what was read before, and
 * has arrived, may be gone by now.
 */
export type CountChange = "grew" | "restarted" | "fell";

/** Where the next page begins. What each style keeps is its own, as plain JSON. */
export interface PagePosition {
  /** Pages that were taken in by this run. */
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
  /** Absent: nothing tells whether the next page goes on where the last one ended. */
  readonly overlap?: Overlap | undefined;
  /** Whether the vendor refuses pages that begin with what was read last: it lets a page begin at multiples of its size alone. */
  readonly apart?: true | undefined;
  /** Absent: every page so far gave the count that the first one gave, and there was no other first one. */
  readonly countChange?: CountChange | undefined;
  /** Times that the list moved, whether the place was found again or given up. Default 0. */
  readonly shifts?: number | undefined;
}

/** A parent whose children are being read. */
export interface ParentVisit {
  readonly key: RecordKey;
  /** Path parameters of its list, from its record as it was when the visit began. */
  readonly parameters: ParameterValues;
  /** Whether all its children are read, or only those that changed since the watermark. */
  readonly whole: boolean;
  /** Blocks of seen keys that the run had before the visit. */
  readonly blocks: number;
  /** The vendor's count of this parent's children, last seen. */
  readonly reported?: number | undefined;
}

/** How far a run over parents has come. Its size does not grow with their number. */
export interface ParentProgress {
  /** Number of the store's last commit when the run began: the next run reads parents that changed later whole. */
  readonly head: number;
  /** Absent before the first. */
  readonly at?: ParentVisit | undefined;
  /** Parents whose list was read to its end. */
  readonly read: number;
  /** Parents that did not change, and whose children therefore did not (`changesShowAt`), and those that are kept although the record above is gone. */
  readonly passed: number;
  readonly failed: number;
  /** Parents whose count was contradicted. */
  readonly contradicted: number;
  /** The first hundred that failed or were contradicted. */
  readonly troubled: readonly TroubledParent[];
  /** What the first one failed with. */
  readonly failure?: Failure | undefined;
  /** Why the children of some parent are not proven to be all. */
  readonly unproven?: string | undefined;
  /** Sum of the counts of the lists that ended. */
  readonly reported: number;
  /** Blocks of seen keys committed so far. */
  readonly blocks: number;
  /** The parents' last receipt when the run began: another one at its end means that they changed meanwhile. */
  readonly receipt?: string | undefined;
}

/** What a run over parents leaves to the next one: parents that changed after the commit `head`, and those that are unread, are read whole. */
export interface ParentsRead {
  readonly head: number;
  readonly unread: readonly RecordKey[];
  /** The parents' last receipt when the run began: what it proves is proven of no others. */
  readonly receipt?: string | undefined;
}

/** How far a run that reads window by window has come. */
export interface WindowProgress {
  /** The window that is being read; absent after the last. */
  readonly at?: Interval | undefined;
  /** What comes after it. */
  readonly left: readonly Interval[];
  readonly spanMs: number;
  /** Where the local clock stood when the run began, epoch milliseconds: beyond it there is one window. */
  readonly horizon: number;
  /** Blocks of seen keys that the run had before the window. */
  readonly blocks: number;
  /** Windows whose list was read to its end. */
  readonly read: number;
  /** What could not be read. */
  readonly gaps: readonly Interval[];
  /** Windows in a row that did not answer; once one has answered, those that failed in an earlier run aside. */
  readonly missed: number;
  /** Whether the vendor has answered for a window. */
  readonly answered?: true | undefined;
  /** What did not answer in an earlier run, and was not read since. */
  readonly known?: readonly Interval[] | undefined;
  /** What this run asked for and had no answer to. */
  readonly silent?: readonly Interval[] | undefined;
  /** What the first one failed with, where one failed. */
  readonly failure?: Failure | undefined;
  /** Why the list of some window is not proven to be whole. */
  readonly unproven?: string | undefined;
  /** Sum of the vendor's counts of the lists that ended. */
  readonly reported?: number | undefined;
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
  /** Value that this run reads up to (backfill), where the vendor can be asked for it. */
  readonly until?: Watermark | undefined;
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
  /** Whether traces of removed records are kept since this run. */
  readonly traced?: true | undefined;
  /** Records that the mapping or the schema refused. Default 0. */
  readonly unfit?: number | undefined;
  /** Said in the receipt: why this run reads everything although the stream was read before. */
  readonly why?: string | undefined;
  /** Of a stream that is listed once per record of another one. */
  readonly parents?: ParentProgress | undefined;
}

/** Stands for receipts that are no longer kept. */
export interface ReceiptAnchor {
  /** Digest of the last of them: what the oldest receipt that is kept names as its previous one. */
  readonly digest: string;
  /** How many there were. */
  readonly receipts: number;
  /** When the last of them ended, epoch milliseconds. */
  readonly until: number;
}

/** How far the making anew of stored records has come. */
export interface Remap {
  /** Id of the receipt that it will end in. */
  readonly id: string;
  /** Names the mapping. */
  readonly to: string | undefined;
  readonly after?: RecordKey | undefined;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly counts: Counts;
}

/** Records that are gone from the vendor's list, and still stored. */
export interface HeldRemovals {
  readonly removals: number;
  /** Records stored then. */
  readonly stored: number;
  /** Receipt of the run that held them. */
  readonly receipt: string;
}

/** The durable, versioned position of a stream. */
export interface Checkpoint {
  readonly format: typeof checkpointFormat;
  /** Raised by one with each commit; the precondition of the next. */
  readonly version: number;
  readonly contract: {
    readonly version: number;
    readonly hash: string;
    /** Names how the stored records were made and judged; absent where they are as they came. */
    readonly mapping?: string | undefined;
  };
  /** Names the account at the vendor whose records these are, where the connector can tell: a hash of what the vendor calls it. */
  readonly account?: string | undefined;
  /** Stored records that are being made anew by another mapping: what came up to `after` is done. */
  readonly remap?: Remap | undefined;
  readonly watermark?: Watermark | undefined;
  /** Ranges below the watermark that could not be read. The next run reads them, and nothing else below it. */
  readonly gaps?: readonly Interval[] | undefined;
  /** Ranges that did not answer when they were last asked for. The next run asks for them last, and they alone are no sign to it of a vendor that does not answer at all. */
  readonly silent?: readonly Interval[] | undefined;
  /** Place up to which the stream was read, where the vendor keeps it. Means nothing to anybody else. */
  readonly token?: string | undefined;
  readonly run?: OpenRun | undefined;
  /** What an incremental run over parents goes on from. */
  readonly parents?: ParentsRead | undefined;
  /** What the vendor's counts were seen to be of, where it is not what was asked for. */
  readonly totals?: "stream" | undefined;
  /** Whether the next run reads everything, because a count left a question open. */
  readonly recount?: boolean | undefined;
  /** Removals that a sudden shrink holds until a person confirms them. */
  readonly held?: HeldRemovals | undefined;
  /** How many removals a person has confirmed: the next proven full run may make as many. */
  readonly confirmed?: number | undefined;
  /** Whether a receipt has said that numbers beyond 2^53 are kept as strings. */
  readonly toldGreatNumbers?: true | undefined;
  /** Whether traces of removed records are kept: a record that is new may have been there before. */
  readonly traced?: true | undefined;
  /** When everything was last read to its end, epoch milliseconds. */
  readonly wholeAt?: number | undefined;
  /** Whole reads since then that did not get that far: how many, and when the last of them ended, epoch milliseconds. */
  readonly wholeTried?: { readonly at: number; readonly times: number } | undefined;
  /** How the last finished run ended, cancelled and superseded ones aside. */
  readonly last?:
    | { readonly outcome: "complete" | "partial" | "failed"; readonly receipt: string; readonly finishedAt: number }
    | undefined;
  /** Epoch milliseconds of the end of the last complete run. */
  readonly lastCompleteAt?: number | undefined;
  /** What a watch compares the next run with: its own form. */
  readonly observed?: Json | undefined;
  /** Head of the chain of receipts. */
  readonly receiptDigest?: string | undefined;
  /** Where the chain of receipts begins that are still kept. Absent: at the first receipt of the stream. */
  readonly receiptAnchor?: ReceiptAnchor | undefined;
  /** Paused by a person, or stopped until one reconnects. */
  readonly blocker?: "auth" | "paused" | "plan" | "schema" | undefined;
}
