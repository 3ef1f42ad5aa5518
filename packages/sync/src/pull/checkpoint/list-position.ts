import type { Json } from "../../connector/json.ts";

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
