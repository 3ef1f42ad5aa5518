import type { Failure } from "@waybill/transport";
import type { OpenRun } from "./checkpoint.ts";
import { finishEarly } from "./finish.ts";
import { passOn } from "./parents/pass-on.ts";
import { recover } from "./recover.ts";
import { restartList } from "./run.ts";
import { commitRun } from "./session.ts";
import type { Session } from "./session.ts";
import type { StepResult } from "./step-result.ts";
import type { Meter } from "./stream-context.ts";
import { spent } from "./take-page.ts";

/** The step ends, or goes on with the next parent. */
export type Settled = StepResult | { readonly done: false; readonly session: Session };

/** Commits what a failed page leads to. A failure is never only in memory: the next step, here or elsewhere, finds it. */
export async function settleFailure(session: Session, failure: Failure, cost: Meter): Promise<Settled> {
  const { context, pager } = session;
  const { settings, clock } = context;
  const run = spent(session.run, cost);
  const recovery = recover({ failure, run, expires: pager.expires, settings, clock });
  switch (recovery.kind) {
    case "retry":
      return wait(session, run, { until: recovery.at, failure });
    case "restart":
      return wait(session, restartList(run, pager.first), { until: recovery.at, failure });
    case "widen":
      return wait(session, widened(restartList(run, pager.first)), { until: recovery.at, failure });
    case "block":
      await commitRun(session, { ...run, failure, nextAttemptAt: undefined }, { checkpoint: { blocker: "auth" } });
      return { state: "blocked", blocker: "auth", failure };
    case "fail":
      return isOfOneParent(run, failure)
        ? skipParent(session, run, failure)
        : { state: "done", receipt: await finishEarly(session, { run, outcome: "failed", failure }) };
    default:
      return recovery satisfies never;
  }
}

async function wait(
  session: Session,
  run: OpenRun,
  { until, failure }: { readonly until: number; readonly failure: Failure },
): Promise<StepResult> {
  await commitRun(session, { ...run, failure, nextAttemptAt: until });
  return { state: "waiting", until, failure };
}

/** What a plan does not cover, it covers for no parent. Anything else may be a matter of this one. */
function isOfOneParent({ parents }: OpenRun, failure: Failure): boolean {
  return parents?.at !== undefined && failure.code !== "payment_required";
}

/** The other parents go on, with all their attempts. */
async function skipParent(session: Session, spentRun: OpenRun, failure: Failure): Promise<Settled> {
  const { settings, clock } = session.context;
  const { failure: _, nextAttemptAt: __, ...rest } = spentRun;
  const run = { ...rest, maxAttempts: rest.attempt + settings.maxAttempts, progressedAt: clock.now() };
  const passed = await passOn(session, { run, end: { kind: "failed", failure } });
  return passed.done ? { state: "done", receipt: passed.receipt } : passed;
}

function widened(run: OpenRun): OpenRun {
  const { parents } = run;
  // The children of the others were read since the watermark only: the run stays what it was.
  if (parents?.at !== undefined) return { ...run, parents: { ...parents, at: { ...parents.at, whole: true } } };
  const why = "the vendor no longer keeps changes as old as the watermark, so everything is read again";
  return { ...run, mode: "full", since: undefined, why };
}
