import type { Pagination } from "../../connector/pagination.ts";
import type { Completeness } from "../../receipt/receipt.ts";
import type { OpenRun, RunMode } from "../checkpoint/open-run.ts";

export interface Judgement {
  readonly completeness: Completeness;
  /** Whether records are known to be missing, or too many. Such a run is partial. */
  readonly lacking: boolean;
  /** Whether the next run may go on from here. If not, it asks for everything since the old watermark again. */
  readonly moves: boolean;
  /** Whether the list was seen to move while it was read, so that nothing the vendor says of it proves anything. Default false. */
  readonly doubted?: boolean | undefined;
  /** Whether the vendor's count was seen to be of the whole stream, whatever was asked for. */
  readonly totals?: "stream" | undefined;
  /** Whether only a full read can tell what the difference is. */
  readonly recount?: boolean | undefined;
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
    return { completeness: unproven(why), lacking: false, moves: true };
  }
  if (reported === arrived) return { completeness: { proven: true, by: "total" }, lacking: false, moves: true };
  const why = `the vendor counts ${reported} records, and ${arrived} arrived`;
  return { completeness: unproven(why), lacking: true, moves: false };
}

/** What is known where a run asked for a part of a stream, and the vendor's count is not of that part. */
export interface WholeCount {
  readonly reported: number;
  readonly arrived: number;
  /** Records stored once the run's last page is. */
  readonly stored: number;
  /** Whether its counts were seen to be of the whole stream before. */
  readonly known: boolean;
  readonly mode: Exclude<RunMode, "full">;
  /** Whether the last whole read did not succeed, so that the next one may wait. */
  readonly waits: boolean;
}

/**
 * Judges a count that may be of the whole stream although changes alone were asked for. As many as are stored proves that, and that nothing is
 * missing. A vendor that is known to count so and counts fewer has removed some: a full read shows which. Anything else may be a loss. A backfill leaves
 * the question to the runs that follow: it decides nothing of what they read.
 */
export function judgeWhole({ reported, arrived, stored, known, ...how }: WholeCount): Judgement {
  if (reported === stored) {
    return { completeness: { proven: true, by: "total" }, lacking: false, moves: true, totals: "stream" };
  }
  if (known && reported < stored) {
    const why = `the vendor counts ${reported} records in all, and ${stored} are stored; ${settledBy(how, "which are gone")}`;
    return { completeness: unproven(why), lacking: false, moves: true, recount: true };
  }
  const settled = settledBy(how, "whether any are missing");
  const why = `the vendor counts ${reported} records, ${arrived} arrived, and ${stored} are stored; ${settled}`;
  return { completeness: unproven(why), lacking: true, moves: false, recount: true };
}

function settledBy({ mode, waits }: Pick<WholeCount, "mode" | "waits">, question: string): string {
  if (mode === "backfill") return `a full run shows ${question}`;
  if (waits) return `everything is read later to see ${question}, as the last try at that did not succeed`;
  return `the next run reads everything to see ${question}`;
}

/** Why a run that ended before its list cannot be complete. */
export const endedEarly: Completeness = Object.freeze({
  proven: false,
  why: "the run ended before the end of the list",
});

export function unproven(why: string): Completeness {
  return { proven: false, why };
}
