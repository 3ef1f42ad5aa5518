import type { Batch } from "../../store/contract.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import { arrivedRecords, reportedBy } from "../run/judge-run.ts";
import { beginPass, isSettled, mayTrustCount } from "../proof/list-pass.ts";
import { start } from "../pagination/loop.ts";
import { logged } from "../checkpoint/run-log.ts";
import { blocksAfter, commitRun, visiting } from "../run/session.ts";
import type { Session } from "../run/session.ts";

/** A list that was read to its end. */
export interface ListEnd {
  /** The run, its last page included. */
  readonly run: OpenRun;
  /** What that page brought. */
  readonly batch: Partial<Batch>;
}

/** Whether a list was read such that no record can have been stepped over. */
export async function isReadWhole(session: Session, { run, batch }: ListEnd): Promise<boolean> {
  const { pass } = run;
  const isOnePage = session.run.position.page === 0;
  if (pass === undefined || isOnePage || (pass.joined && pass.early !== true)) return true;
  const reported = reportedBy(run);
  if (reported === undefined) return isSettled(pass);
  const agrees = (await arrivedRecords(session, run, batch)) === reported;
  const { incremental } = session.context.contract;
  // A count that stands still and is another one will be another one the next time, too.
  if (isSettled(pass)) return agrees || pass.counted;
  return agrees && (pass.joined || mayTrustCount(run, incremental));
}

/** Begins another reading of the list, in the commit of the last page of this one; or says that this was the last. */
export async function readAgain(session: Session, end: ListEnd): Promise<Session | undefined> {
  const { context, pager } = session;
  const { run, batch } = end;
  const nth = (run.pass?.nth ?? 1) + 1;
  if (nth > context.settings.maxPasses) return undefined;
  const blocks = await blocksAfter(session, batch);
  const begun = { ...run, position: start(pager.first), pass: beginPass(blocks, nth), lastCursor: undefined };
  const told = logged(begun, { kind: "moved", at: context.clock.now() });
  return visiting(await commitRun(session, told, { batch }));
}
