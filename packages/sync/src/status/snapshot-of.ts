import type { Checkpoint } from "../pull/checkpoint/checkpoint.ts";
import type { OpenRun } from "../pull/checkpoint/open-run.ts";
import { checked } from "../receipt/counts.ts";
import type { Counts } from "../receipt/receipt.ts";
import type { StreamFacts } from "./facts.ts";
import type { Blocker, LastOutcome, Phase, SnapshotCounts, SnapshotProgress, SyncSnapshot } from "./snapshot.ts";

/** The state of one stream as everybody sees it: a function of what is stored and of what the working process adds. Pure. */
export function snapshotOf(facts: StreamFacts): SyncSnapshot {
  const { checkpoint = unread, live } = facts;
  const blocker = blockerOf(facts);
  const { run, last } = checkpoint;
  const work = run === undefined ? settled(facts) : underWay(run, blocker);
  return {
    connection: facts.connection,
    stream: facts.stream,
    connected: facts.known && blocker !== "auth",
    phase: phaseOf(facts),
    lastOutcome: outcomeOf(facts),
    blocker,
    ...work,
    nextAttemptAt: work.nextAttemptAt ?? (blocker === null ? live.nextRunAt : undefined),
    heldBack: facts.heldBack,
    heldRemovals: checkpoint.held?.removals,
    failure: untold(facts) ?? work.failure,
    finishedAt: last?.finishedAt,
    lastCompleteAt: checkpoint.lastCompleteAt,
    resumesAt: resumesAt(facts),
    receipt: last?.receipt,
    durable: facts.durable,
    revision: facts.revision,
    observedAt: facts.now,
  };
}

/**
 * A complete run says nothing of records that an earlier one left in quarantine: the stream is complete only without them. An attempt that could not
 * even be written down has no run to tell of it, and failed all the same.
 */
function outcomeOf(facts: StreamFacts): LastOutcome {
  const { checkpoint, heldBack } = facts;
  if (untold(facts) !== undefined) return "failed";
  const outcome = checkpoint?.last?.outcome ?? "none";
  return outcome === "complete" && heldBack > 0 ? "partial" : outcome;
}

/** What this engine alone met, unless what is stored since, by whichever, tells more. */
function untold({ checkpoint, live }: StreamFacts): StreamFacts["live"]["failure"] {
  const { failure, failedAt, failedRun } = live;
  if (failedRun !== undefined && failedRun === checkpoint?.last?.receipt) return undefined;
  return failedAt === undefined || failedAt === (checkpoint?.version ?? 0) ? failure : undefined;
}

/** A stream that was never touched. */
const unread: Partial<Checkpoint> = Object.freeze({});

type Work = Pick<
  SyncSnapshot,
  "counts" | "progress" | "startedAt" | "nextAttemptAt" | "attempt" | "willRetry" | "failure"
>;

/** The last run, when none is open. */
function settled({ receipt, live, syncedSince = Infinity }: StreamFacts): Work {
  if (receipt === undefined) return { willRetry: false };
  const { id, finishedAt } = receipt;
  const counts = countsOf(receipt.counts);
  const isOfSync = id === live.ended || finishedAt > syncedSince;
  const { checked: done } = counts;
  return {
    counts,
    ...(isOfSync && { progress: { run: id, done, total: done, totalIsEstimate: false, movedAt: finishedAt } }),
    startedAt: receipt.startedAt,
    willRetry: false,
    failure: receipt.failure,
  };
}

function underWay(run: OpenRun, blocker: Blocker | null): Work {
  const held = blocker === "auth" || blocker === "paused";
  const nextAttemptAt = held ? undefined : run.nextAttemptAt;
  return {
    counts: countsOf(run.counts),
    progress: progressOf(run),
    startedAt: run.startedAt,
    nextAttemptAt,
    attempt: { n: run.attempt, max: run.maxAttempts },
    willRetry: run.failure !== undefined && nextAttemptAt !== undefined,
    failure: run.failure,
  };
}

/** A failure that waits for its retry is at rest, so that it stays visible. */
function phaseOf(facts: StreamFacts): Phase {
  const { checkpoint, live, now } = facts;
  const run = checkpoint?.run;
  if (run?.failure !== undefined && (run.nextAttemptAt ?? now) > now) return "idle";
  return live.phase === "idle" ? phaseElsewhere(facts) : live.phase;
}

function phaseElsewhere({ checkpoint, elsewhere, syncedSince = -Infinity }: StreamFacts): Phase {
  const { run, last, blocker } = checkpoint ?? unread;
  if (elsewhere && run !== undefined && run.failure === undefined) return "running";
  return (last?.finishedAt ?? 0) <= syncedSince && blocker === undefined ? "pending" : "idle";
}

/** The first that applies, in the order of the type. */
function blockerOf(facts: StreamFacts): Blocker | null {
  const { checkpoint, receipt } = facts;
  if (facts.reconnect === true) return "auth";
  if (checkpoint?.blocker !== undefined) return checkpoint.blocker;
  const run = checkpoint?.run;
  if (run === undefined) return receipt?.failure?.code === "payment_required" ? "plan" : null;
  if (run.failure?.code === "offline") return "offline";
  return resumesAt(facts) === undefined ? null : "rate_limited";
}

function resumesAt({ live, checkpoint, now }: StreamFacts): number | undefined {
  const run = checkpoint?.run;
  const asked = run?.failure?.code === "rate_limited" ? run.nextAttemptAt : undefined;
  const until = live.resumesAt ?? asked;
  return until !== undefined && until > now ? until : undefined;
}

function countsOf(counts: Counts): SnapshotCounts {
  const { created, updated, unchanged, removed, swept, quarantined } = counts;
  return { checked: checked(counts), created, updated, unchanged, removed: removed + swept, failed: quarantined };
}

function progressOf(run: OpenRun): SnapshotProgress {
  const done = checked(run.counts);
  return {
    run: run.id,
    done,
    // Of a list that shrinks while it is read, more may have come than is left to count.
    total: run.reported === undefined ? undefined : Math.max(run.reported, done),
    totalIsEstimate: true,
    movedAt: run.progressedAt,
  };
}
