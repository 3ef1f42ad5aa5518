import { failure, FailureError } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import type { HeldLease } from "../../tabs/lease.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { OpenRun, RunMode } from "../checkpoint/open-run.ts";
import { finishEarly } from "./finish.ts";
import type { Pager } from "../pagination/pager.ts";
import { pagerFor } from "../pagination/pager-for.ts";
import { beginParents } from "../parents/parent-progress.ts";
import { changesAskedBy, planRun, unreadableCheckpoint, wholeIsDue, wholeIsHeld } from "../checkpoint/plan.ts";
import type { PlanRequest } from "../checkpoint/plan.ts";
import { rekeyStored } from "../rows/rekey-stored.ts";
import { goneOnWith } from "../checkpoint/run-log.ts";
import { beginRun, contractOf, emptyCheckpoint, nextAttempt } from "./run.ts";
import type { NewRun } from "./run.ts";
import { leaveWaits } from "./own-up.ts";
import { commitRun, sessionOf } from "./session.ts";
import type { Session } from "./session.ts";
import type { StepResult } from "./step-result.ts";
import type { StreamContext } from "../stream-context.ts";
import { beginWindows } from "../windows/window-progress.ts";

/** Finds the run to work on, beginning one if none is open; or says why there is none to work on now. */
export async function openSession(
  context: StreamContext,
  lease: HeldLease,
  { mode, range }: Pick<PlanRequest, "mode" | "range">,
): Promise<Session | StepResult> {
  const checkpoint = await currentCheckpoint(context);
  if (checkpoint.blocker !== undefined) return blocked(checkpoint, checkpoint.blocker);
  const { contract } = context;
  const { hash } = contractOf(context);
  const now = context.clock.now();
  const plan = planRun({
    checkpoint,
    hash,
    changes: changesAskedBy(contract),
    mode,
    isWholeDue: wholeIsDue(checkpoint, now, context.settings.wholeEveryMs),
    isWholeHeld: wholeIsHeld(checkpoint, now),
    range,
  });
  leaveWaits(context, checkpoint.run);
  const start: Opening = { context, lease, checkpoint, pager: pagerFor(contract.pagination, context.servers) };
  switch (plan.kind) {
    case "refuse":
      return { state: "refused", failure: plan.failure };
    case "resume":
      return resume(start, plan.run);
    case "begin":
      return begin(start, { ...plan, why: plan.why ?? lossOf(context, checkpoint, plan.mode) });
    case "resync":
      return resync(start, plan);
    default:
      return plan satisfies never;
  }
}

/** By what was read, not by what is stored: a word about a stream that was never read leaves a checkpoint, too. */
function lossOf({ store }: StreamContext, { last }: Checkpoint, mode: RunMode): string | undefined {
  const isLost = mode === "full" && store.lostBecause !== undefined && last === undefined;
  return isLost ? "what was stored is gone from this browser, so everything is read again" : undefined;
}

export async function currentCheckpoint(context: StreamContext): Promise<Checkpoint> {
  return (await context.store.checkpoint(context.connection, context.contract.name)) ?? emptyCheckpoint(context);
}

/**
 * The same, for those who go on with what it says.
 * @throws FailureError `storage` when it was written by another version.
 */
export async function readableCheckpoint(context: StreamContext): Promise<Checkpoint> {
  const checkpoint = await currentCheckpoint(context);
  const unreadable = unreadableCheckpoint(checkpoint);
  if (unreadable !== undefined) throw new FailureError(unreadable);
  return checkpoint;
}

interface Opening {
  readonly context: StreamContext;
  readonly lease: HeldLease;
  readonly checkpoint: Checkpoint;
  readonly pager: Pager;
  /** What the stored state no longer says. */
  readonly forgotten?: Partial<Checkpoint> | undefined;
}

/** Where a stream stands of which nothing may be taken for read. */
export const noPositions: Partial<Checkpoint> = Object.freeze({
  watermark: undefined,
  gaps: undefined,
  silent: undefined,
  token: undefined,
  parents: undefined,
  wholeTried: undefined,
});

function resume(start: Opening, run: NonNullable<Checkpoint["run"]>): Session | StepResult {
  const due = run.nextAttemptAt;
  if (run.failure !== undefined && due !== undefined && due > start.context.clock.now() && !isSetBack(start, run)) {
    return { state: "waiting", run: run.id, until: due, failure: run.failure };
  }
  const opened = { ...start, run: nextAttempt(run) };
  const { clock, settings, told } = start.context;
  const worked = told.worked?.run.id === run.id ? told.worked.until : 0;
  const resuming = { now: clock.now(), leaseMs: settings.leaseMs, worked };
  return sessionOf({ ...opened, run: goneOnWith(opened.run, resuming) });
}

/** A clock that shows less than when the wait began: it was set back, and what is left of the wait would be as long as that. So the wait is over. */
function isSetBack({ context }: Opening, run: OpenRun): boolean {
  const began = run.log?.events.at(-1)?.at;
  return began !== undefined && context.clock.now() < began - context.settings.clockSkewMs;
}

/** A run is durable before its first request: other tabs see that it runs, and its receipt counts every attempt. */
async function begin(start: Opening, what: Omit<NewRun, "pager" | "before" | "parents">): Promise<Session> {
  const { context, checkpoint, pager } = start;
  const parents = await parentsBefore(context);
  const windows = windowsFrom(context, { ...checkpoint, ...start.forgotten }, what);
  const run = beginRun(context, { ...what, pager, before: checkpoint.version, parents, windows });
  const session = sessionOf({ ...start, run });
  return commitRun(session, run, { checkpoint: { contract: contractOf(context), ...start.forgotten } });
}

function windowsFrom(
  { contract, clock }: StreamContext,
  { gaps, silent }: Checkpoint,
  { mode, since, until }: Pick<NewRun, "mode" | "since" | "until">,
): OpenRun["windows"] {
  // A backfill reads the range that it was asked for, and no other.
  const before = mode === "backfill" ? { until } : { gaps };
  return beginWindows(contract.incremental, { since, silent, ...before, now: clock.now() });
}

/** Taken down before the first parent is looked at: whatever changes from then on, the next run sees. */
async function parentsBefore({ store, connection, contract }: StreamContext): Promise<OpenRun["parents"]> {
  if (contract.parent === undefined) return undefined;
  const head = await store.head();
  const checkpoint = await store.checkpoint(connection, contract.parent.stream);
  return beginParents({ head, receipt: checkpoint?.last?.receipt });
}

async function resync(
  start: Opening,
  { open, why }: { readonly open: Checkpoint["run"]; readonly why: string },
): Promise<Session> {
  if (open !== undefined) {
    const failed = failure("superseded", { message: `The run was given up: ${why}.` });
    await finishEarly(sessionOf({ ...start, run: open }), { run: open, outcome: "superseded", failure: failed });
  }
  await rekeyStored(start.context, start.lease);
  const checkpoint = await currentCheckpoint(start.context);
  return begin({ ...start, checkpoint, forgotten: noPositions }, { mode: "full", why });
}

function blocked({ run }: Checkpoint, blocker: NonNullable<Checkpoint["blocker"]>): StepResult {
  const why = blocker === "paused" ? pausedFailure : (run?.failure ?? blockedFailure(blocker));
  return { state: "blocked", blocker, failure: why };
}

export const pausedFailure: Failure = failure("aborted", {
  message: "The stream is paused. Resume it to go on from its checkpoint.",
});

export function blockedFailure(blocker: Exclude<Checkpoint["blocker"], "paused" | undefined>): Failure {
  switch (blocker) {
    case "auth":
      return failure("unauthorized", { message: "The credentials no longer work. Reconnect to go on." });
    case "plan":
      return failure("payment_required", { message: "The vendor's plan does not cover this stream." });
    case "schema":
      return failure("contract", { message: "The vendor's answers no longer match the connector." });
    default:
      return blocker satisfies never;
  }
}
