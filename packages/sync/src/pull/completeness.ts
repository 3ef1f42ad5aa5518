import type { Pagination } from "../connector/pagination.ts";
import type { Completeness } from "../receipt/receipt.ts";
import type { OpenRun } from "./checkpoint.ts";

export interface Judgement {
  readonly completeness: Completeness;
  /** Whether the vendor's own count says that something is missing or too much. */
  readonly contradicted: boolean;
}

/** Judges a list that was read to the vendor's end signal. `arrived`: how many different records it held. */
export function judgeCompleteness({ reported }: OpenRun, arrived: number, pagination: Pagination): Judgement {
  if (reported === undefined) {
    const why =
      pagination.total === undefined
        ? "the vendor gives no count of the list to compare with"
        : "the vendor left its count of the list out of every answer";
    return { completeness: { proven: false, why }, contradicted: false };
  }
  if (reported === arrived) return { completeness: { proven: true, by: "total" }, contradicted: false };
  const why = `the vendor counts ${reported} records, and ${arrived} arrived`;
  return { completeness: { proven: false, why }, contradicted: true };
}

/** Why a run that ended before its list cannot be complete. */
export const endedEarly: Completeness = Object.freeze({
  proven: false,
  why: "the run ended before the end of the list",
});
