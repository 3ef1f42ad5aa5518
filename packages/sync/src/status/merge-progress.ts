import type { SnapshotProgress, SyncSnapshot } from "./snapshot.ts";

/**
 * The progress of a connection: what its streams have done in the sync that is under way. A stream that ended in it keeps counting, so that neither
 * number falls when one of several is done. The total is there once every stream that takes part has one; half a total would promise too little. Pure.
 */
export function mergeProgress(snapshots: readonly SyncSnapshot[]): SnapshotProgress | undefined {
  const members = snapshots.filter(takesPart);
  const begun = members.filter(({ progress }) => progress !== undefined);
  const parts = begun.flatMap(({ progress }) => progress ?? []);
  const [first] = begun;
  if (first === undefined) return undefined;
  const totals = parts.flatMap(({ total }) => total ?? []);
  return {
    run: `${first.connection} ${Math.min(...begun.map(({ startedAt = Infinity }) => startedAt))}`,
    done: sum(parts.map(({ done }) => done)),
    total: totals.length < members.length ? undefined : sum(totals),
    totalIsEstimate: parts.some((part) => part.totalIsEstimate),
    movedAt: Math.max(...parts.map(({ movedAt }) => movedAt)),
  };
}

/** At rest, only one that waits for its retry or has ended does: a run that was left open is of an earlier sync. */
function takesPart({ phase, progress, willRetry }: SyncSnapshot): boolean {
  return phase !== "idle" || (progress !== undefined && (willRetry || !progress.totalIsEstimate));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
