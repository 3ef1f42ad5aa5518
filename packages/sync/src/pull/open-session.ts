import { failure } from "@waybill/transport";
import { contractHash } from "../connector/contract-hash.ts";
import type { HeldLease } from "../tabs/lease.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { finishEarly } from "./finish.ts";
import { metKeys } from "./met-keys.ts";
import type { Pager } from "./pagination/pager.ts";
import { pagerFor } from "./pagination/pager-for.ts";
import { planRun } from "./plan.ts";
import { rekeyStored } from "./rekey-stored.ts";
import { beginRun, emptyCheckpoint, nextAttempt } from "./run.ts";
import type { NewRun } from "./run.ts";
import { commitRun } from "./session.ts";
import type { Session } from "./session.ts";
import type { StepResult } from "./step-result.ts";
import type { StreamContext } from "./stream-context.ts";

/** Finds the run to work on, beginning one if none is open; or says why there is none to work on now. */
export async function openSession(
  context: StreamContext,
  lease: HeldLease,
  mode: "full" | "incremental" | undefined,
): Promise<Session | StepResult> {
  const checkpoint = await currentCheckpoint(context);
  if (checkpoint.blocker !== undefined) return blocked(checkpoint, checkpoint.blocker);
  const { contract } = context;
  const hash = contractHash(contract);
  const plan = planRun({ checkpoint, hash, incremental: contract.incremental !== undefined, mode });
  const start: Opening = { context, lease, checkpoint, pager: pagerFor(contract.pagination, context.servers) };
  switch (plan.kind) {
    case "refuse":
      return { state: "refused", failure: plan.failure };
    case "resume":
      return resume(start, plan.run);
    case "begin":
      return begin(start, plan);
    case "resync":
      return resync(start, plan);
    default:
      return plan satisfies never;
  }
}

export async function currentCheckpoint(context: StreamContext): Promise<Checkpoint> {
  return (await context.store.checkpoint(context.connection, context.contract.name)) ?? emptyCheckpoint(context);
}

interface Opening {
  readonly context: StreamContext;
  readonly lease: HeldLease;
  readonly checkpoint: Checkpoint;
  readonly pager: Pager;
}

function resume(start: Opening, run: NonNullable<Checkpoint["run"]>): Session | StepResult {
  const due = run.nextAttemptAt;
  if (run.failure !== undefined && due !== undefined && due > start.context.clock.now()) {
    return { state: "waiting", until: due, failure: run.failure };
  }
  return { ...start, run: nextAttempt(run), met: metKeys(start.context, run.id) };
}

/** A run is durable before its first request: other tabs see that it runs, and its receipt counts every attempt. */
async function begin(start: Opening, what: Omit<NewRun, "first" | "before">): Promise<Session> {
  const { context, checkpoint, pager } = start;
  const run = beginRun(context, { ...what, first: pager.first, before: checkpoint.version });
  const session = { ...start, run, met: metKeys(context, run.id) };
  const resynced = what.why === undefined ? {} : { watermark: undefined };
  return commitRun(session, run, { checkpoint: resynced });
}

async function resync(
  start: Opening,
  { open, why }: { readonly open: Checkpoint["run"]; readonly why: string },
): Promise<Session> {
  if (open !== undefined) {
    const failed = failure("superseded", { message: `The run was given up: ${why}.` });
    const session = { ...start, run: open, met: metKeys(start.context, open.id) };
    await finishEarly(session, { run: open, outcome: "superseded", failure: failed });
  }
  await rekeyStored(start.context, start.lease);
  return begin({ ...start, checkpoint: await currentCheckpoint(start.context) }, { mode: "full", why });
}

function blocked({ run }: Checkpoint, blocker: NonNullable<Checkpoint["blocker"]>): StepResult {
  return { state: "blocked", blocker, failure: run?.failure ?? blockedFailure(blocker) };
}

function blockedFailure(blocker: NonNullable<Checkpoint["blocker"]>): ReturnType<typeof failure> {
  switch (blocker) {
    case "auth":
      return failure("unauthorized", { message: "The credentials no longer work. Reconnect to go on." });
    case "paused":
      return failure("aborted", { message: "The stream is paused. Resume it to go on from its checkpoint." });
    case "plan":
      return failure("payment_required", { message: "The vendor's plan does not cover this stream." });
    case "schema":
      return failure("contract", { message: "The vendor's answers no longer match the connector." });
    default:
      return blocker satisfies never;
  }
}
