import type { Failure } from "@waybill/transport";
import type { Interval } from "./interval.ts";

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
