import { distinct } from "../receipt/counts.ts";
import type { Batch } from "../store/contract.ts";
import type { OpenRun } from "./checkpoint.ts";
import { judgeCompleteness, judgeWhole } from "./completeness.ts";
import type { Judgement } from "./completeness.ts";
import { withKeys } from "./met-keys.ts";
import { judgeParents } from "./parents/judge-parents.ts";
import type { VisitEnd } from "./parents/parent-progress.ts";
import type { Session } from "./session.ts";

/** Judges a run whose list, or whose every parent's list, was read to its end. */
export async function judgeRun(session: Session, run: OpenRun, batch: Partial<Batch>): Promise<Judgement> {
  if (run.parents !== undefined) return judgeParents(session.context, run, run.parents);
  const arrived = await arrivedRecords(session, run, batch);
  const judged = judgeCompleteness(run, arrived, session.context.contract.pagination);
  const { reported, mode } = run;
  if (!judged.lacking || mode === "full" || reported === undefined) return judged;
  const stored = await storedAfter(session, run);
  return judgeWhole({ reported, arrived, stored, known: session.checkpoint.totals === "stream" });
}

/** Records stored once the page is that the run ends with. */
async function storedAfter({ context, run: before }: Session, { counts }: OpenRun): Promise<number> {
  const stored = await context.store.count(context.connection, context.contract.name);
  return stored + (counts.created - before.counts.created) - (counts.removed - before.counts.removed);
}

/** The list of one parent that was read to its end. */
export interface EndedVisit {
  readonly run: OpenRun;
  readonly batch: Partial<Batch>;
  /** Items that its pages held. */
  readonly received: number;
}

export async function judgeVisit(session: Session, visit: EndedVisit): Promise<VisitEnd> {
  const { pagination } = session.context.contract;
  const reported = visit.run.parents?.at?.reported;
  const arrived = reported === undefined ? 0 : await arrivedAtParent(session, visit, reported);
  const { completeness, lacking } = judgeCompleteness({ reported }, arrived, pagination);
  if (completeness.proven) return { kind: "read" };
  return lacking
    ? { kind: "contradicted", why: `of one parent, ${completeness.why}` }
    : { kind: "read", unproven: completeness.why };
}

/** How many different records arrived. Without keys, equal records are still as many as came. */
async function arrivedRecords({ context, met }: Session, run: OpenRun, batch: Partial<Batch>): Promise<number> {
  const { counts, reported } = run;
  if (context.contract.primaryKey.length === 0) return counts.received;
  const counted = distinct(counts);
  // A record that came twice with different content is counted twice, as two changes; its key is there once.
  if (reported === undefined || reported === counted || counts.quarantined > 0) return counted;
  return (await withKeys(met, batch.seen?.keys)).size;
}

/** The same for one parent: its children may have come under another parent before, which makes none of them a second copy. */
async function arrivedAtParent({ context, siblings }: Session, visit: EndedVisit, reported: number): Promise<number> {
  const { run, batch, received } = visit;
  // Records that nothing identifies are as many as came.
  const asMany = context.contract.primaryKey.length === 0 || run.counts.quarantined > 0;
  if (asMany && received === reported) return received;
  return (await withKeys(siblings, batch.seen?.keys)).size;
}
