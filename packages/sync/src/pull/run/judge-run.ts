import { distinct } from "../../receipt/counts.ts";
import type { Batch } from "../../store/contract.ts";
import type { ListPass } from "../checkpoint/list-position.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import { judgeCompleteness, judgeWhole } from "../proof/completeness.ts";
import type { Judgement } from "../proof/completeness.ts";
import { judgeMoved } from "../proof/list-pass.ts";
import { withKeys } from "../proof/met-keys.ts";
import { judgeParents } from "../parents/judge-parents.ts";
import type { VisitEnd } from "../parents/parent-progress.ts";
import { judgeCountChange } from "../proof/count-change.ts";
import type { Session } from "./session.ts";
import { judgeWindows } from "../windows/after-windows.ts";

/** Judges a run whose list, or whose every parent's list, was read to its end. */
export async function judgeRun(session: Session, run: OpenRun, batch: Partial<Batch>): Promise<Judgement> {
  if (run.parents !== undefined) return judgeParents(session.context, run, run.parents);
  const { contract } = session.context;
  const { incremental, pagination } = contract;
  const { reported, mode, hidesRange } = run;
  if (run.windows !== undefined) return judgeWindows(run.windows, { mode, incremental, hidesRange });
  const arrived = await arrivedRecords(session, run, batch);
  const pass = passOf(session, run);
  const judged = judgeCountChange(contract, run, judgeMoved(pass, judgeCompleteness(run, arrived, pagination)));
  if (!judged.lacking || mode === "full" || reported === undefined) return judged;
  const stored = await storedAfter(session, run);
  const { totals, wholeTried } = session.checkpoint;
  const known = totals === "stream";
  const whole = judgeWhole({ reported, arrived, stored, known, mode, waits: wholeTried !== undefined });
  return judgeCountChange(contract, run, judgeMoved(pass, whole));
}

/** A list of one page is as it was at one moment. */
function passOf(session: Session, { pass }: OpenRun): ListPass | undefined {
  return session.run.position.page === 0 ? undefined : pass;
}

/** Records stored once the page is that the run ends with. */
export async function storedAfter({ context, run: before }: Session, { counts }: OpenRun): Promise<number> {
  const stored = await context.store.count(context.connection, context.contract.name);
  return stored + (counts.created - before.counts.created) - (counts.removed - before.counts.removed);
}

/** Judges the list of one parent, or of one window, that was read to its end. */
export async function judgeVisit(session: Session, run: OpenRun, batch: Partial<Batch>): Promise<VisitEnd> {
  const { contract } = session.context;
  const reported = reportedBy(run);
  const arrived = reported === undefined ? 0 : await arrivedRecords(session, run, batch);
  const judged = judgeMoved(passOf(session, run), judgeCompleteness({ reported }, arrived, contract.pagination));
  const { completeness, lacking } = judgeCountChange(contract, run, judged);
  if (completeness.proven) return { kind: "read" };
  return lacking
    ? { kind: "contradicted", why: `of one ${run.parents === undefined ? "window" : "parent"}, ${completeness.why}` }
    : { kind: "read", unproven: completeness.why };
}

/** The vendor's count of the list that is being read, last seen. */
export function reportedBy({ parents, reported }: OpenRun): number | undefined {
  return parents === undefined ? reported : parents.at?.reported;
}

/** How many different records the list held. Without keys, equal records are still as many as came. */
export async function arrivedRecords(session: Session, run: OpenRun, batch: Partial<Batch>): Promise<number> {
  const { counts, parents, pass, position, again = 0 } = run;
  const read = position.read ?? 0;
  if (session.context.contract.primaryKey.length === 0) return read;
  // The whole run was about one reading of one list: what came is counted already, without a look at the keys.
  if (parents === undefined && run.windows === undefined && (pass?.nth ?? 1) === 1) return distinct(counts) - again;
  if (counts.quarantined > 0 && read === reportedBy(run)) return read;
  return (await withKeys(session.listed, batch.seen?.keys)).size;
}
