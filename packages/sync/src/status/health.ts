import type { Receipt } from "../receipt/receipt.ts";
import type { HealthSummary } from "./source.ts";

export const healthRuns = 30;

/** How the last runs went, oldest first. Cancelled and superseded ones say nothing about health. */
export function healthOf(facts: {
  /** Newest first. */
  readonly receipts: readonly Receipt[];
  readonly needsFix: number;
  /** When each stream was last complete; `undefined` for one that never was. */
  readonly completeAt: readonly (number | undefined)[];
  readonly now: number;
}): HealthSummary {
  const runs = facts.receipts.flatMap((receipt) => {
    if (receipt.kind !== "run" || receipt.outcome === "cancelled" || receipt.outcome === "superseded") return [];
    const { id, stream, outcome, finishedAt } = receipt;
    return [{ receipt: id, stream, outcome, finishedAt }];
  });
  const known = facts.completeAt.filter((at) => at !== undefined);
  const fresh = known.length > 0 && known.length === facts.completeAt.length;
  return {
    runs: runs.slice(0, healthRuns).toReversed(),
    needsFix: facts.needsFix,
    freshnessMs: fresh ? facts.now - Math.min(...known) : undefined,
  };
}
