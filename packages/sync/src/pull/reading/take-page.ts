import type { Failure } from "@waybill/transport";
import { addCounts } from "../../receipt/counts.ts";
import type { Batch } from "../../store/contract.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import { compare } from "./compare.ts";
import type { Compared } from "./compare.ts";
import { finishEarly } from "../run/finish.ts";
import type { EarlyEnd } from "../run/finish.ts";
import { judgeVisit } from "../run/judge-run.ts";
import { apart, joinPage } from "../pagination/overlap.ts";
import type { Joined } from "../pagination/overlap.ts";
import { belowParent } from "../parents/below-parent.ts";
import { passOn } from "./pass-on.ts";
import type { PassedOn } from "../run/passed-on.ts";
import { isNamedIn, mayWait } from "../page/pending.ts";
import type { TakenPage } from "../page/pending.ts";
import { keptBefore, quarantineBatch } from "../rows/quarantine.ts";
import { readAgain, isReadWhole } from "./read-again.ts";
import type { ListEnd } from "./read-again.ts";
import type { ReadPage } from "../page/read-page.ts";
import { isInParts } from "../run/run.ts";
import { runAfter } from "./run-after-page.ts";
import { commitPending, commitRun, orLooking, waiting } from "../run/session.ts";
import type { Retake, Session } from "../run/session.ts";
import type { SortedItem } from "../page/sort-item.ts";
import { stampRows } from "../rows/stamp-rows.ts";
import type { Meter } from "../stream-context.ts";
import { turnPage } from "./turn-page.ts";
import { tooManyUnfit } from "../page/unfit.ts";
import { divideWindow } from "./pass-window.ts";
import { withinReach } from "./reach.ts";
import type { NextWithinReach } from "./reach.ts";

/** Where a run stands after a page. */
export type PageTaken = PassedOn;

/** A page that came. */
export interface Arrival {
  readonly page: ReadPage;
  readonly cost: Meter;
  /** Whether the page at which a session stands is here, too. */
  readonly isNextHere: (session: Session) => boolean;
}

/**
 * Takes one page in: its rows, its quarantine, its seen keys, its counts and the position that follows are one commit, at the end of a run with the
 * receipt. Where the next page is here already, that commit may be the next page's.
 */
export async function takePage(session: Session, { page, cost, isNextHere }: Arrival): Promise<PageTaken> {
  const items = belowParent(session.context.contract, session.run, page.sorted());
  const joined = joinedItems(session, items);
  const repeats = session.pending !== undefined && isNamedIn(session.pending, joined.fresh);
  const before = repeats ? await commitPending(session) : session;
  return takeJudged(before, { page, cost, items, joined }, isNextHere);
}

async function takeJudged(session: Session, page: PageInList, isNextHere: Arrival["isNextHere"]): Promise<PageTaken> {
  const { next, run, batch } = await judgePage(session, page);
  const before = next.kind === "more" ? session : await commitPending(session);
  return orLooking(before, async (from) => {
    // What it was compared with is outdated.
    if (from.looks !== session.looks) return takeJudged(from, page, isNextHere);
    if (next.kind !== "more") return leaveList(from, { run, batch }, next);
    const position = { ...next.position, countChange: run.position.countChange };
    const taken = { run: { ...run, position }, batch };
    const retake = (again: Session) => takeAgain(again, page, position);
    return { done: false, session: await goOn(from, taken, { isNextHere, retake }) };
  });
}

/** A page that was taken before, and that others follow which are here, too: only what is stored may be another now. */
async function takeAgain(session: Session, page: PageInList, next: OpenRun["position"]): Promise<Session> {
  const { run, batch } = await judgePage(session, page);
  const retake = (again: Session) => takeAgain(again, page, next);
  return goOn(session, { run: { ...run, position: next }, batch }, { isNextHere: () => true, retake });
}

/** Without keys, equal records cannot be told apart: one further back would be taken for the one that was read last. */
function joinedItems({ context, pager, run }: Session, items: readonly SortedItem[]): Joined {
  const overlaps = pager.shifts === "overlap" && context.contract.primaryKey.length > 0;
  return overlaps ? joinPage(run.position, items) : apart(items);
}

interface PageInList {
  readonly page: ReadPage;
  readonly cost: Meter;
  readonly items: readonly SortedItem[];
  readonly joined: Joined;
}

interface JudgedPage extends TakenPage {
  readonly next: NextWithinReach | { readonly kind: "stopped"; readonly failure: Failure };
}

/** What a page changes, and what follows it. */
async function judgePage(session: Session, { page, cost, items, joined }: PageInList): Promise<JudgedPage> {
  const { contract, settings } = session.context;
  const result = await compareFresh(session, joined, items.length);
  const turned = turnPage(session, { page, joined, lines: result.lines });
  const seen = observe(session, page);
  const run = { ...(await runAfter(session, { page, items, result, cost, turned })), ...seen.kept };
  const batch = await batchFor(session, result);
  const stop = seen.stop ?? tooManyUnfit({ unfit: run.unfit ?? 0, received: run.counts.received }, settings);
  if (stop !== undefined) return { run, batch, next: { kind: "stopped", failure: stop } };
  return { run, batch, next: withinReach(turned.next, { run, contract, items }) };
}

/** To the next page of the list. */
async function goOn(
  session: Session,
  taken: TakenPage,
  { isNextHere, retake }: Pick<Arrival, "isNextHere"> & { readonly retake: Retake },
): Promise<Session> {
  const { context, checkpoint } = session;
  const ahead = waiting(session, taken, retake);
  const committed = checkpoint.run;
  const waits = committed !== undefined && mayWait(taken, committed, context.settings) && isNextHere(ahead);
  return waits ? ahead : commitRun(session, taken.run, { batch: taken.batch });
}

/** Everything before the page is stored. */
async function leaveList(
  session: Session,
  { run, batch }: TakenPage,
  next: Exclude<JudgedPage["next"], { readonly kind: "more" }>,
): Promise<PageTaken> {
  switch (next.kind) {
    case "end":
      return endList(session, { run, batch });
    case "divide":
      return divideWindow(session, { run, batch, ...next });
    case "broken":
      if (isInParts(run)) return passOn(session, { run, batch, end: { kind: "failed", failure: next.failure } });
      return failed(session, { run, batch, failure: next.failure });
    case "stopped":
      return failed(session, { run, batch, failure: next.failure, blocker: "schema" });
    default:
      return next satisfies never;
  }
}

async function failed(session: Session, end: Omit<EarlyEnd, "outcome">): Promise<PageTaken> {
  return { done: true, receipt: await finishEarly(session, { ...end, outcome: "failed" }) };
}

/** What a page has in common with the one before it is no news, and is not looked up. */
async function compareFresh(session: Session, { fresh }: Joined, received: number): Promise<Compared> {
  const result = await compare(session, fresh);
  const duplicate = received - fresh.length;
  return { ...result, counts: addCounts(result.counts, { received: duplicate, duplicate }) };
}

/** Leaves a list that was read whole, and reads one again of which that is not sure. */
async function endList(session: Session, { run, batch }: ListEnd): Promise<PageTaken> {
  const isWhole = await isReadWhole(session, { run, batch });
  const again = isWhole ? undefined : await readAgain(session, { run, batch });
  if (again !== undefined) return { done: false, session: again };
  const pass = isWhole || run.pass === undefined ? run.pass : { ...run.pass, gaveUp: true };
  const ended = { ...run, pass };
  const end = isInParts(ended) ? await judgeVisit(session, ended, batch) : undefined;
  return passOn(session, { run: ended, batch, end });
}

/** What a watch has seen of the run, this page included. */
function observe(
  { context: { contract, watch }, run }: Session,
  page: ReadPage,
): { readonly kept: Pick<OpenRun, "observed">; readonly stop?: Failure | undefined } {
  if (watch === undefined) return { kept: {} };
  const { observed, stop } = watch.observe({ contract, items: page.items(), before: run.observed });
  return { kept: { observed }, stop };
}

async function batchFor({ context, run, checkpoint, keepsAside }: Session, result: Compared): Promise<Partial<Batch>> {
  const by = { run: run.id, page: run.pages + 1 };
  const traced = (run.traced ?? checkpoint.traced) === true;
  const mayKeep = run.counts.quarantined > 0 || (await keepsAside());
  const kept = await keptBefore(context, mayKeep ? result.keys : []);
  const parent = run.parents?.at?.key;
  const at = context.clock.now();
  return {
    expect: result.expect,
    ...(await stampRows(context, result, { by, traced, kept })),
    quarantine: quarantineBatch(context, { ...result, before: kept, ...by, parent, at }),
    ...(result.keys.length > 0 && { seen: { run: run.id, keys: result.keys } }),
  };
}
