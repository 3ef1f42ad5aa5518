import type { Pagination } from "../connector/pagination.ts";
import type { Completeness } from "../receipt/receipt.ts";
import type { OpenRun } from "./checkpoint.ts";

export interface Judgement {
  readonly completeness: Completeness;
  /** Whether records are known to be missing, or too many. Such a run is partial. */
  readonly lacking: boolean;
  /** Whether the next run may go on from here. If not, it asks for everything since the old watermark again. */
  readonly moves: boolean;
}

/** Judges a list that was read to the vendor's end signal. `arrived`: how many different records it held. */
export function judgeCompleteness(
  { reported }: Pick<OpenRun, "reported">,
  arrived: number,
  pagination: Pagination,
): Judgement {
  if (reported === undefined) {
    const why =
      pagination.total === undefined
        ? "the vendor gives no count of the list to compare with"
        : "the vendor left its count of the list out of every answer";
    return { completeness: { proven: false, why }, lacking: false, moves: true };
  }
  if (reported === arrived) return { completeness: { proven: true, by: "total" }, lacking: false, moves: true };
  const why = `the vendor counts ${reported} records, and ${arrived} arrived`;
  return { completeness: { proven: false, why }, lacking: true, moves: false };
}

/** Why a run that ended before its list cannot be complete. */
export const endedEarly: Completeness = Object.freeze({
  proven: false,
  why: "the run ended before the end of the list",
});
