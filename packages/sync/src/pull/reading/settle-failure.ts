import type { Failure } from "@waybill/transport";
import type { OpenRun } from "../checkpoint/open-run.ts";
import { finishEarly } from "../run/finish.ts";
import { withoutOverlap } from "../pagination/overlap.ts";
import { passOn } from "./pass-on.ts";
import { recover } from "../run/recover.ts";
import type { Recovery } from "../run/recover.ts";
import type { RunEvent } from "../../receipt/receipt.ts";
import { readingAll, restartList } from "../run/run.ts";
import { logged } from "../checkpoint/run-log.ts";
import { commitRun } from "../run/session.ts";
import type { Session } from "../run/session.ts";
import type { StepResult } from "../run/step-result.ts";

/** The step ends, or goes on with the next parent. */
export type Settled = StepResult | { readonly done: false; readonly session: Session };

/** Commits what a failed page leads to. A failure is never only in memory: the next step, here or elsewhere, finds it. */
export async function settleFailure(session: Session, failure: Failure): Promise<Settled> {
  const { run } = session;
  const apart = withoutOverlap(run.position, failure);
  if (apart !== undefined) {
    // The commit tells what was waited until now: whoever goes on with the run counts from here.
    const now = { ...run, position: apart, progressedAt: session.context.clock.now() };
    return { done: false, session: await commitRun(session, now) };
  }
  const recovery = recoveryFrom(session, failure);
  if (recovery.kind === "fail" && isOfOnePart(run, failure)) return skipPart(session, failure);
  return settle(session, failure, recovery);
}

/** Commits what a failure leads to that is of the run as a whole, whichever page it stands at: it says nothing of the vendor's word about a position. */
export async function settleRun(session: Session, failure: Failure): Promise<StepResult> {
  const recovery = recoveryFrom(session, failure);
  const isOfPosition = recovery.kind === "restart" || recovery.kind === "widen";
  return settle(session, failure, isOfPosition ? { kind: "fail" } : recovery);
}

function recoveryFrom({ context, pager, run }: Session, failure: Failure): Recovery {
  const { settings, clock } = context;
  return recover({ failure, run, expires: pager.expires, settings, clock });
}

async function settle(session: Session, failure: Failure, recovery: Recovery): Promise<StepResult> {
  const { pager, run } = session;
  switch (recovery.kind) {
    case "retry":
      return wait(session, run, { kind: "waited", until: recovery.at, failure });
    case "restart":
      return wait(session, restartList(run, pager.first), { kind: "restarted", until: recovery.at, failure });
    case "widen":
      return wait(session, widened(restartList(run, pager.first)), { kind: "widened", until: recovery.at, failure });
    case "block": {
      const older = await session.context.grant?.older();
      if (older !== undefined) return { state: "refused", failure: older };
      const held = logged(run, eventOf(session, { kind: "blocked", failure }));
      await commitRun(session, { ...held, failure, nextAttemptAt: undefined }, { checkpoint: { blocker: "auth" } });
      return { state: "blocked", blocker: "auth", failure };
    }
    case "fail":
      return { state: "done", receipt: await finishEarly(session, { run, outcome: "failed", failure }) };
    default:
      return recovery satisfies never;
  }
}

async function wait(
  session: Session,
  run: OpenRun,
  held: { readonly kind: RunEvent["kind"]; readonly until: number; readonly failure: Failure },
): Promise<StepResult> {
  const { until, failure } = held;
  await commitRun(session, { ...logged(run, eventOf(session, held)), failure, nextAttemptAt: until });
  return { state: "waiting", run: run.id, until, failure };
}

function eventOf(
  { context }: Session,
  held: { readonly kind: RunEvent["kind"]; readonly until?: number; readonly failure: Failure },
): Omit<RunEvent, "page"> {
  const { kind, until, failure } = held;
  const { code, status } = failure;
  const at = context.clock.now();
  return { kind, at, code, ...(status !== undefined && { status }), ...(until !== undefined && { until }) };
}

/** What a plan does not cover, it covers for no parent and no window. Anything else may be a matter of this one. */
function isOfOnePart({ parents, windows }: OpenRun, failure: Failure): boolean {
  return (parents?.at ?? windows?.at) !== undefined && failure.code !== "payment_required";
}

/** The others go on, with all their attempts. */
async function skipPart(session: Session, failure: Failure): Promise<Settled> {
  const { settings, clock } = session.context;
  const { failure: _, nextAttemptAt: __, ...rest } = session.run;
  const run = { ...rest, maxAttempts: rest.attempt + settings.maxAttempts, progressedAt: clock.now() };
  const passed = await passOn(session, { run, end: { kind: "failed", failure } });
  return passed.done ? { state: "done", receipt: passed.receipt } : passed;
}

function widened(run: OpenRun): OpenRun {
  const { parents } = run;
  // The children of the others were read since the watermark only: the run stays what it was.
  if (parents?.at !== undefined) return { ...run, parents: { ...parents, at: { ...parents.at, whole: true } } };
  return readingAll(run, "the vendor no longer keeps changes as old as the watermark, so everything is read again");
}
