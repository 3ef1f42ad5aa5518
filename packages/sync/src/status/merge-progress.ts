import type { SnapshotProgress, SyncSnapshot } from "./snapshot.ts";

/** Streams of one sync follow each other within this time, in milliseconds. */
const sameSyncMs = 5000;

/**
 * The progress of a connection: what its streams have done in the sync that is under way. A stream that ended in it keeps counting, so that neither
 * number falls when one of several is done. The total is there once every stream that began has one; half a total would promise too little. Pure.
 */
export function mergeProgress(snapshots: readonly SyncSnapshot[]): SnapshotProgress | undefined {
  const begun = snapshots.filter((one) => one.progress !== undefined);
  const ended = snapshots.filter((one) => one.progress === undefined && one.counts !== undefined);
  const [first] = begun;
  if (first === undefined) return undefined;
  const members = joinEnded(begun, ended, earliest(begun));
  const parts = members.flatMap(partOf);
  const totals = parts.flatMap(({ total }) => (total === undefined ? [] : [total]));
  return {
    run: `${first.connection} ${earliest(members)}`,
    done: sum(parts.map(({ done }) => done)),
    total: totals.length < parts.length ? undefined : sum(totals),
    totalIsEstimate: parts.some((part) => part.totalIsEstimate),
    movedAt: Math.max(...parts.map(({ movedAt }) => movedAt)),
  };
}

/** Adds streams that ended after the earliest member began, and then those that ended after they began. */
function joinEnded(
  members: readonly SyncSnapshot[],
  ended: readonly SyncSnapshot[],
  since: number,
): readonly SyncSnapshot[] {
  const joins = (one: SyncSnapshot) => (one.finishedAt ?? -Infinity) >= since - sameSyncMs;
  const joined = ended.filter(joins);
  if (joined.length === 0) return members;
  const rest = ended.filter((one) => !joins(one));
  return joinEnded([...members, ...joined], rest, Math.min(since, earliest(joined)));
}

function partOf({ progress, counts, receipt, finishedAt }: SyncSnapshot): readonly SnapshotProgress[] {
  if (progress !== undefined) return [progress];
  if (counts === undefined) return [];
  const { checked } = counts;
  return [{ run: receipt ?? "", done: checked, total: checked, totalIsEstimate: false, movedAt: finishedAt ?? 0 }];
}

function earliest(snapshots: readonly SyncSnapshot[]): number {
  return Math.min(...snapshots.map(({ startedAt = Infinity }) => startedAt));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
