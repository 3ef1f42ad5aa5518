import type { Batch } from "../../store/contract.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import type { ParentProgress } from "../checkpoint/parents-so-far.ts";
import { finishRead } from "../run/finish.ts";
import type { PassedOn } from "../run/passed-on.ts";
import { commitRun, visiting } from "../run/session.ts";
import type { Session } from "../run/session.ts";
import { passWindow } from "./pass-window.ts";
import { nextParent } from "../parents/next-parent.ts";
import type { Parent } from "../parents/next-parent.ts";
import { enterParent, failParent, leaveParent } from "../parents/parent-progress.ts";
import type { VisitEnd } from "../parents/parent-progress.ts";

/** A visit that ended, and what its last page brought. */
export interface Leaving {
  readonly run: OpenRun;
  /** Absent: the run stands before its first parent. */
  readonly end?: VisitEnd | undefined;
  readonly batch?: Partial<Batch> | undefined;
}

/** Ends a window, or the visit of a parent, and begins the next, or ends the run: one commit, with the page that ended the visit. */
export async function passOn(session: Session, { run, end, batch = {} }: Leaving): Promise<PassedOn> {
  const { parents, windows } = run;
  if (windows !== undefined && end !== undefined) return passWindow(session, { run, windows, end, batch });
  if (parents === undefined) return { done: true, receipt: await finishRead(session, run, batch) };
  const left = end === undefined ? parents : leaveParent(parents, end);
  const { progress, parent } = await search(session, run, left);
  if (parent === undefined) {
    return { done: true, receipt: await finishRead(session, { ...run, parents: progress }, batch) };
  }
  const entered = enterParent(run, progress, { parent, first: session.pager.first });
  return { done: false, session: visiting(await commitRun(session, entered, { batch })) };
}

interface NextVisit {
  readonly progress: ParentProgress;
  readonly parent: Parent | undefined;
}

/** Steps over parents whose children cannot be asked for: each is said in the receipt. */
async function search({ context, checkpoint }: Session, run: OpenRun, left: ParentProgress): Promise<NextVisit> {
  const ref = context.contract.parent;
  let progress = left;
  let after = left.at?.key;
  for (;;) {
    if (ref === undefined) return { progress, parent: undefined };
    const found = await nextParent(context, { ref, after, run, before: checkpoint.parents });
    progress = { ...progress, passed: progress.passed + found.passed };
    if (found.kind !== "unusable") return { progress, parent: found.kind === "parent" ? found.parent : undefined };
    progress = failParent(progress, found.key, found.failure);
    after = found.key;
  }
}
