import { mergeProgress } from "./merge-progress.ts";
import type { Blocker, LastOutcome, Phase, SnapshotCounts, SyncSnapshot } from "./snapshot.ts";

/** Stands for the words of a newer server: nobody may take them for a good end. */
const unheardOf = undefined;
/** Worst first. A stream that never finished makes its connection unfinished. */
const outcomes: readonly (LastOutcome | undefined)[] = ["failed", "partial", unheardOf, "none", "complete"];
const phases: readonly (Phase | undefined)[] = ["running", "pending", unheardOf, "idle"];
const blockers: readonly (Blocker | undefined)[] = [
  "auth",
  "paused",
  "plan",
  "schema",
  unheardOf,
  "offline",
  "rate_limited",
];

/**
 * The state of a connection from those of its streams: the worst of them where one must speak for all, sums where numbers add up. Complete means that
 * every stream is. Pure.
 * @throws RangeError without a snapshot: a connection without streams has no state.
 */
export function mergeStatuses(snapshots: readonly SyncSnapshot[]): SyncSnapshot {
  const [first] = snapshots;
  if (first === undefined)
    throw new RangeError("mergeStatuses needs at least one snapshot; the connection has no stream that runs.");
  const lastOutcome =
    worst(
      outcomes,
      snapshots.map((one) => one.lastOutcome),
    ) ?? "none";
  const speaker = snapshots.find((one) => one.failure !== undefined && one.lastOutcome === lastOutcome);
  const active = snapshots.filter((one) => one.phase !== "idle");
  return {
    connection: first.connection,
    connected: snapshots.every((one) => one.connected),
    phase:
      worst(
        phases,
        snapshots.map((one) => one.phase),
      ) ?? "idle",
    lastOutcome,
    blocker: worst(blockers, present(snapshots.map((one) => one.blocker))) ?? null,
    counts: sumCounts(present(snapshots.map((one) => one.counts))),
    heldBack: sumOf(present(snapshots.map((one) => one.heldBack))),
    heldRemovals: sumOf(present(snapshots.map((one) => one.heldRemovals))),
    progress: mergeProgress(snapshots),
    startedAt: least((active.length > 0 ? active : snapshots).map((one) => one.startedAt)),
    finishedAt: greatest(snapshots.map((one) => one.finishedAt)),
    lastCompleteAt: completeSince(snapshots),
    nextAttemptAt: least(snapshots.map((one) => one.nextAttemptAt)),
    resumesAt: least(snapshots.map((one) => one.resumesAt)),
    attempt: furthest(present(snapshots.map((one) => one.attempt))),
    willRetry: snapshots.some((one) => one.willRetry),
    failure: (speaker ?? snapshots.find((one) => one.failure !== undefined))?.failure,
    receipt: (speaker ?? newestOf(snapshots, lastOutcome))?.receipt,
    durable: snapshots.every((one) => one.durable),
    revision: greatest(snapshots.map((one) => one.revision)) ?? 0,
    observedAt: least(snapshots.map((one) => one.observedAt)) ?? 0,
  };
}

function worst<T>(order: readonly (T | undefined)[], values: readonly T[]): T | undefined {
  const placeOf = (value: T) => order.indexOf(order.includes(value) ? value : unheardOf);
  return values.toSorted((a, b) => placeOf(a) - placeOf(b))[0];
}

function newestOf(snapshots: readonly SyncSnapshot[], outcome: LastOutcome): SyncSnapshot | undefined {
  return snapshots
    .filter((one) => one.lastOutcome === outcome)
    .toSorted((a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0))[0];
}

/** As old as the stream that was complete longest ago; nothing while one never was. */
function completeSince(snapshots: readonly SyncSnapshot[]): number | undefined {
  const times = present(snapshots.map((one) => one.lastCompleteAt));
  return times.length < snapshots.length ? undefined : least(times);
}

function furthest(attempts: readonly NonNullable<SyncSnapshot["attempt"]>[]): SyncSnapshot["attempt"] {
  return attempts.toSorted((a, b) => b.n - a.n)[0];
}

function sumCounts(all: readonly SnapshotCounts[]): SnapshotCounts | undefined {
  if (all.length === 0) return undefined;
  const sum = (pick: (counts: SnapshotCounts) => number) => all.reduce((total, counts) => total + pick(counts), 0);
  return {
    checked: sum((counts) => counts.checked),
    created: sum((counts) => counts.created),
    updated: sum((counts) => counts.updated),
    unchanged: sum((counts) => counts.unchanged),
    removed: sum((counts) => counts.removed),
    failed: sum((counts) => counts.failed),
  };
}

function present<T>(values: readonly (T | null | undefined)[]): readonly T[] {
  return values.filter((value): value is T => value !== null && value !== undefined);
}

function sumOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((before, value) => before + value, 0);
}

function least(values: readonly (number | undefined)[]): number | undefined {
  const known = present(values);
  return known.length === 0 ? undefined : Math.min(...known);
}

function greatest(values: readonly (number | undefined)[]): number | undefined {
  const known = present(values);
  return known.length === 0 ? undefined : Math.max(...known);
}
