import type { Json } from "../../connector/json.ts";
import type { Counts } from "../../receipt/receipt.ts";
import type { RecordKey } from "../../record/record.ts";
import type { Watermark } from "./cursor-value.ts";
import type { OpenRun } from "./open-run.ts";
import type { ParentsRead } from "./parents-so-far.ts";
import type { Interval } from "./interval.ts";

/** Version of the stored form. Another one is an error to the reader, never "no checkpoint". */
export const checkpointFormat = 1;

/** Stands for receipts that are no longer kept. */
export interface ReceiptAnchor {
  /** Digest of the last of them: what the oldest receipt that is kept names as its previous one. */
  readonly digest: string;
  /** How many there were. */
  readonly receipts: number;
  /** The latest moment at which one of them ended, epoch milliseconds. */
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
  /** Whether traces are kept: of a record that is written, more may be known than its row tells. */
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
  /** How often a person has cancelled what was asked of the stream. */
  readonly cancelled?: number | undefined;
  /** Paused by a person, or stopped until one reconnects. */
  readonly blocker?: "auth" | "paused" | "plan" | "schema" | undefined;
  /** What stopped it before, and does again once the customer has reconnected. */
  readonly covered?: Checkpoint["blocker"];
}
