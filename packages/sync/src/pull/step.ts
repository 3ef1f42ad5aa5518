import { isSuperseded } from "../until-committed.ts";
import { withLease } from "../tabs/lease.ts";
import type { HeldLease, LeaseOptions } from "../tabs/lease.ts";
import { calledOff, erasedSince } from "./run/asked.ts";
import type { Asked } from "./run/asked.ts";
import { endedMeanwhile } from "./run/ended-meanwhile.ts";
import { openSession } from "./run/open-session.ts";
import { withOwnAccount } from "./run/own-account.ts";
import { createPageReader } from "./reading/page-reader.ts";
import type { PageReader } from "./reading/page-reader.ts";
import type { BackfillRange } from "./checkpoint/plan.ts";
import type { Session } from "./run/session.ts";
import { remapStored } from "./replay/remap-stored.ts";
import { readingAll, restartList } from "./run/run.ts";
import { logged } from "./checkpoint/run-log.ts";
import { commitPending, commitRun } from "./run/session.ts";
import { settleFailure, settleRun } from "./reading/settle-failure.ts";
import type { StepResult } from "./run/step-result.ts";
import type { StreamContext } from "./stream-context.ts";
import { passOn } from "./reading/pass-on.ts";
import { takePage } from "./reading/take-page.ts";
import type { PageTaken } from "./reading/take-page.ts";
import { wasSetBack } from "./page/vendor-clock.ts";
import { beginWindows } from "./windows/window-progress.ts";

export interface StepOptions {
  /** For a run that begins now; an open one goes on in its own mode. Default: incremental where that is possible. */
  readonly mode?: "full" | "incremental" | undefined;
  /** For a run that begins now: a backfill of this range. */
  readonly range?: BackfillRange | undefined;
  /** Pages to commit before the step ends. Default: no bound. */
  readonly maxPages?: number | undefined;
  /** Epoch milliseconds after which no further page is begun. Default: none. */
  readonly deadline?: number | undefined;
  readonly signal: AbortSignal;
  /** How things stood when it was asked for. Default: as they are. */
  readonly asked?: Asked | undefined;
  /** The run that an earlier step worked on: where it has ended meanwhile, that is the answer. Default: the one that is open. */
  readonly run?: string | undefined;
}

/**
 * Works on one stream from checkpoint to checkpoint, and needs nothing that was in memory before: a browser loops it, a server runs one per job.
 * A crash anywhere re-reads only pages that were not committed: the one that was taken last, and those that shared its commit because they were here.
 *
 *     take the lease -> open or resume the run -> ( read a page -> commit it with its position )* -> give the lease back
 *                                                        |      \ what follows is asked for meanwhile
 *                                                        \ is the next one here, one commit takes both
 */
export async function step(context: StreamContext, options: StepOptions): Promise<StepResult> {
  const { run, asked } = options;
  const erased = await erasedSince(context, asked);
  if (erased !== undefined) return erased;
  const before = await context.store.checkpoint(context.connection, context.contract.name);
  let worked: Session["run"] | undefined;
  const lease = { ...leaseOptions(context, asked?.life), gone: asked?.gone };
  try {
    return await withLease(lease, options.signal, async (held, signal) => {
      const ended =
        (await endedMeanwhile(context, { before, run, waited: held.waited })) ?? (await calledOff(context, asked));
      return ended ?? (await work(context, held, { ...options, signal, onRun: (begun) => (worked = begun) }));
    });
  } catch (error) {
    if (isSuperseded(error)) return superseded(context, worked?.id);
    throw error;
  } finally {
    if (worked !== undefined) context.told.worked = { run: worked, until: context.clock.now() };
  }
}

/** Whoever took the stream over may have ended this very run, or erased it: then that is the answer. */
async function superseded(context: StreamContext, run: string | undefined): Promise<StepResult> {
  return (await endedMeanwhile(context, { before: undefined, run, waited: false })) ?? { state: "superseded", run };
}

export function leaseOptions(context: StreamContext, life: number | undefined): LeaseOptions {
  const { store, clock, connection, contract, owner, queue, lock, settings } = context;
  return { store, clock, connection, stream: contract.name, owner, queue, lock, leaseMs: settings.leaseMs, life };
}

interface Work extends StepOptions {
  readonly onRun: (run: Session["run"]) => void;
}

async function work(context: StreamContext, lease: HeldLease, options: Work): Promise<StepResult> {
  const remapped = await remapStored(context, lease, options);
  if (remapped !== undefined) return remapped;
  const refusal = await context.grant?.refusal();
  if (refusal !== undefined) return { state: "refused", failure: refusal };
  const opened = await openSession(context, lease, options);
  if ("state" in opened) return opened;
  options.onRun(opened.run);
  const reader = createPageReader(context, options.signal);
  try {
    return await turnPages(opened, reader, options);
  } finally {
    reader.stop();
  }
}

async function turnPages(opened: Session, reader: PageReader, options: StepOptions): Promise<StepResult> {
  const { context } = opened;
  let session = opened;
  try {
    // What was begun before the deadline is read after it: left, it would be asked for again.
    for (let pages = 0; pagesLeft(context, options, pages) > 0 || reader.holds(); pages += 1) {
      const asked = context.account?.generation();
      const owned = await withOwnAccount(session, options.signal);
      if ("code" in owned) return await settleRun(await commitPending(session), owned);
      const isCurrent = () => asked === context.account?.generation();
      const turned = await turn(owned, reader, { isCurrent, left: () => pagesLeft(context, options, pages + 1) });
      if ("state" in turned) return turned;
      session = turned;
    }
    await commitPending(session);
    return { state: "more" };
  } catch (error) {
    await commitIfPossible(session);
    throw error;
  }
}

/** What waits when something breaks is stored all the same: else a page that always breaks would take those before it with it. */
async function commitIfPossible(session: Session): Promise<void> {
  try {
    await commitPending(session);
  } catch {
    // These pages are read again. Why the step ends is said by what broke.
  }
}

function pagesLeft(
  { clock }: StreamContext,
  { maxPages = Infinity, deadline = Infinity }: StepOptions,
  pages: number,
): number {
  return pages === 0 || clock.now() < deadline ? maxPages - pages : 0;
}

interface Turn {
  /** Whether the credentials in use are those that the page was asked with. */
  readonly isCurrent: () => boolean;
  /** Pages that this step may still read after it. */
  readonly left: () => number;
}

/** One page: read, then taken in or settled. Those that follow are on their way meanwhile, where this step goes on to them. */
async function turn(session: Session, reader: PageReader, { isCurrent, left }: Turn): Promise<Session | StepResult> {
  const { run } = session;
  if (run.parents !== undefined && run.parents.at === undefined) return stepped(await passOn(session, { run }));
  const { page, cost } = await reader.read(session);
  // Whose answer it is, nobody can tell: it is asked for again.
  if (!isCurrent()) return commitPending(session);
  if (!page.ok) {
    const after = await settleFailure(await commitPending(session), page.failure);
    return "done" in after ? after.session : after;
  }
  session.context.grant?.taken();
  if (wasSetBack(run, page)) return readFromTheStart(await commitPending(session));
  reader.begin(session, page, left());
  return stepped(await takePage(session, { page, cost, isNextHere: (ahead) => reader.isNextHere(ahead) }));
}

/** The vendor's clock was set back: the page answers a question that would miss what changed since, and is left. */
async function readFromTheStart(session: Session): Promise<Session> {
  const why = "the vendor's clock was set back behind the watermark, so everything is read again";
  const { contract, clock } = session.context;
  const now = clock.now();
  const windows = beginWindows(contract.incremental, { now });
  const run = readingAll(restartList(session.run, session.pager.first), why, windows);
  return commitRun(session, logged(run, { kind: "set-back", at: now }));
}

function stepped(taken: PageTaken): Session | StepResult {
  return taken.done ? { state: "done", receipt: taken.receipt } : taken.session;
}
