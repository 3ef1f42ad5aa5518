import { addCounts, noCounts } from "./counts.ts";
import { receiptFormat } from "./receipt.ts";
import type { Counts, ReplayReceipt } from "./receipt.ts";

export interface ReplayEnd extends Pick<
  ReplayReceipt,
  "id" | "connection" | "stream" | "of" | "why" | "startedAt" | "finishedAt" | "previous" | "failure"
> {
  readonly counts: Counts;
}

/** The account of records that were judged again: `complete` when all were accepted, `failed` when none was. */
export function replayReceipt({ previous, why, failure, counts, ...end }: ReplayEnd): ReplayReceipt {
  return {
    kind: "replay",
    format: receiptFormat,
    ...end,
    correlationId: end.id,
    attempts: 1,
    outcome: failure === undefined ? outcomeOf(counts) : "failed",
    counts: addCounts(noCounts, counts),
    ...(why !== undefined && { why }),
    ...(previous !== undefined && { previous }),
    ...(failure !== undefined && { failure }),
  };
}

function outcomeOf({ quarantined, received }: Counts): ReplayReceipt["outcome"] {
  if (quarantined === 0) return "complete";
  return quarantined < received ? "partial" : "failed";
}
