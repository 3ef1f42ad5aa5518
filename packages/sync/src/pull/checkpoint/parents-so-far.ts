import type { Failure } from "@waybill/transport";
import type { ParameterValues } from "../../connector/request.ts";
import type { TroubledParent } from "../../receipt/receipt.ts";
import type { RecordKey } from "../../record/record.ts";

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
