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
  const all = <K extends keyof SyncSnapshot>(member: K, of = snapshots) => present(of.map((one) => one[member]));
  const lastOutcome = worst(outcomes, all("lastOutcome")) ?? "none";
  const speaker = snapshots.find((one) => one.failure !== undefined && one.lastOutcome === lastOutcome);
  const active = snapshots.filter((one) => one.phase !== "idle");
  return {
    connection: first.connection,
    connected: snapshots.every((one) => one.connected),
    phase: worst(phases, all("phase")) ?? "idle",
    lastOutcome,
    blocker: worst(blockers, all("blocker")) ?? null,
    counts: sumCounts(all("counts")),
    heldBack: sumOf(all("heldBack")),
    heldRemovals: sumOf(all("heldRemovals")),
    progress: mergeProgress(snapshots),
    startedAt: least(all("startedAt", active.length > 0 ? active : snapshots)),
    finishedAt: greatest(all("finishedAt")),
    lastCompleteAt: completeSince(snapshots),
    nextAttemptAt: least(all("nextAttemptAt")),
    resumesAt: least(all("resumesAt")),
    attempt: all("attempt").toSorted((a, b) => b.n - a.n)[0],
    willRetry: snapshots.some((one) => one.willRetry),
    failure: speaker?.failure ?? all("failure")[0],
    receipt: (speaker ?? newestOf(snapshots, lastOutcome))?.receipt,
    durable: snapshots.every((one) => one.durable),
    revision: greatest(all("revision")) ?? 0,
    observedAt: least(all("observedAt")) ?? 0,
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

function sumCounts(all: readonly SnapshotCounts[]): SnapshotCounts | undefined {
  if (all.length === 0) return undefined;
  const sum = (member: keyof SnapshotCounts) => all.reduce((total, counts) => total + counts[member], 0);
  return {
    checked: sum("checked"),
    created: sum("created"),
    updated: sum("updated"),
    unchanged: sum("unchanged"),
    removed: sum("removed"),
    failed: sum("failed"),
  };
}

function present<T>(values: readonly T[]): readonly NonNullable<T>[] {
  return values.filter((value): value is NonNullable<T> => value !== null && value !== undefined);
}

function sumOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((before, value) => before + value, 0);
}

function least(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.min(...values);
}

function greatest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}
