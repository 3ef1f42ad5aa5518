import type { Failure } from "@waybill/transport";
import { addCounts, distinct } from "../../receipt/counts.ts";
import { receiptDigest, runReceipt } from "../../receipt/run-receipt.ts";
import type { Completeness, RunOutcome, RunReceipt } from "../../receipt/receipt.ts";
import type { KeySet } from "../../record/key-set.ts";
import type { RecordKey } from "../../record/record.ts";
import type { Batch } from "../../store/contract.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { Watermark } from "../checkpoint/cursor-value.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import { endedEarly, unproven } from "../proof/completeness.ts";
import type { Judgement } from "../proof/completeness.ts";
import { parseCursor } from "../checkpoint/cursor-value.ts";
import { absentKeys, judgeSweep, maySweep, mostSwept } from "../proof/deletions.ts";
import type { Absent, Sweep } from "../proof/deletions.ts";
import { judgeRun, storedAfter } from "./judge-run.ts";
import { withKeys } from "../proof/met-keys.ts";
import { parentsAfter } from "../parents/parent-progress.ts";
import { parentCounts } from "../parents/parent-counts.ts";
import { withoutOrphans } from "../parents/orphans.ts";
import { byKey, heldFromBefore } from "../rows/quarantine.ts";
import { ownUp } from "./own-up.ts";
import { isInParts } from "./run.ts";
import { commitCheckpoint, successor } from "./session.ts";
import type { Session } from "./session.ts";
import { stampRows, tracedAfter } from "../rows/stamp-rows.ts";
import type { StreamContext } from "../stream-context.ts";
import { judgeByToken } from "./sync-token.ts";
import { nextWatermark } from "./watermark.ts";
import { positionAfterWindows } from "../windows/after-windows.ts";
import { silentRanges } from "../windows/window-progress.ts";

/** Ends a run whose list was read to its end: completeness, deletions, watermark, receipt, with the last page's rows in one commit. */
export async function finishRead(session: Session, run: OpenRun, batch: Partial<Batch>): Promise<RunReceipt> {
  const none = nothingRead(run);
  if (none !== undefined) return finishEarly(session, { run, outcome: "failed", failure: none, batch });
  const judged = judgeByToken(await judgeRun(session, run, batch), run);
  const { completeness, lacking } = judged;
  const sweep = maySweep(run, completeness)
    ? await sweepFor(session, run, { completeness, batch })
    : { kind: "unknown" as const };
  const swept = sweep.kind === "sweep" ? sweep.keys : [];
  const outcome = lacking || run.counts.quarantined > 0 ? "partial" : "complete";
  return seal(session, {
    run: {
      ...run,
      counts: addCounts(run.counts, { swept: swept.length }),
      traced: tracedAfter(run, { remove: swept, refused: [] }),
    },
    outcome,
    failure: firstFailure(run),
    seen: await seenOf(session, run),
    completeness: sweep.kind === "hold" ? unproven(sweep.why) : completeness,
    // A list that may lack records must be asked for them again.
    next: nextPosition(session, run, { judged, sweep }),
    batch: await batchAfter(session, batch, { swept, resolves: outcome === "complete" && run.mode === "full" }),
  });
}

interface Settled {
  readonly swept: readonly RecordKey[];
  /** Whether what is still kept aside is resolved, too. */
  readonly resolves: boolean;
}

/** The last page's rows, with what leaves the stream at its end, and what is remembered of that. */
async function batchAfter(
  { context, run: { id } }: Session,
  batch: Partial<Batch>,
  { swept, resolves }: Settled,
): Promise<Partial<Batch>> {
  const { remove = [], quarantine = { put: [], remove: [] }, traces = { put: [], remove: [] } } = batch;
  const resolved = new Set(quarantine.remove);
  const held = resolves ? (await heldFromBefore(context)).filter((record) => !resolved.has(record.id)) : [];
  if (swept.length + held.length === 0) return batch;
  const gone = await stampRows(context, { remove: swept }, { by: { run: id }, kept: byKey(held) });
  return {
    ...batch,
    remove: [...remove, ...swept],
    quarantine: { ...quarantine, remove: [...resolved, ...held.map((record) => record.id)] },
    traces: {
      put: [...traces.put, ...(gone.traces?.put ?? [])],
      remove: [...traces.remove, ...(gone.traces?.remove ?? [])],
    },
  };
}

export interface EarlyEnd {
  readonly run: OpenRun;
  readonly outcome: Extract<RunOutcome, "failed" | "cancelled" | "superseded">;
  readonly failure?: Failure | undefined;
  readonly batch?: Partial<Batch> | undefined;
  /** What the stream waits for from now on. */
  readonly blocker?: Checkpoint["blocker"];
  /** What the stream's state says otherwise from then on. */
  readonly changed?: Partial<Checkpoint> | undefined;
}

/** Ends a run before its list ended. What was committed stays; the watermark does not move. */
export async function finishEarly(session: Session, end: EarlyEnd): Promise<RunReceipt> {
  const next = end.outcome === "failed" ? wholeAfter(session, end.run, false) : {};
  return seal(session, { ...end, completeness: endedEarly, next, batch: end.batch ?? {} });
}

/** What the next run goes on from, where that is not what this one did. */
type Position = Partial<
  Pick<
    Checkpoint,
    "watermark" | "gaps" | "token" | "parents" | "held" | "confirmed" | "totals" | "recount" | "wholeAt" | "wholeTried"
  >
>;

interface Ending {
  readonly run: OpenRun;
  readonly outcome: RunOutcome;
  readonly completeness: Completeness;
  readonly next: Position;
  readonly failure?: Failure | undefined;
  readonly batch: Partial<Batch>;
  readonly blocker?: Checkpoint["blocker"];
  readonly seen?: Seen | undefined;
  readonly changed?: Partial<Checkpoint> | undefined;
}

/** What a watch has to say of a run, and what it keeps of it. */
interface Seen {
  readonly drift: RunReceipt["drift"];
  readonly observed: Checkpoint["observed"];
}

async function seenOf(
  { context, checkpoint }: Session,
  { mode, observed, counts }: OpenRun,
): Promise<Seen | undefined> {
  const { watch, store, connection, contract } = context;
  if (watch === undefined || mode === "backfill") return undefined;
  const received = distinct(counts);
  const run = { store, connection, contract, mode, received, observed, history: checkpoint.observed };
  const { history, findings } = await watch.conclude(run);
  return { drift: findings, observed: history };
}

/** The final commit of a run: exactly one receipt, with the checkpoint that no longer has the run. */
async function seal(session: Session, ending: Ending): Promise<RunReceipt> {
  return ownUp(session, ending.run, (run) => commitEnd(session, { ...ending, run }));
}

async function commitEnd(session: Session, ending: Ending): Promise<RunReceipt> {
  const { context } = session;
  const finishedAt = context.clock.now();
  const receipt = runReceipt({
    ...ending,
    counts: ending.run.counts,
    connection: context.connection,
    stream: context.contract.name,
    finishedAt,
    parents: parentCounts(context, ending.run),
    after: session.checkpoint.version + 1,
    previous: session.checkpoint.receiptDigest,
    drift: ending.seen?.drift,
  });
  const checkpoint = successor(session, {
    ...lastOf(receipt, session.checkpoint),
    run: undefined,
    ...ending.next,
    silent: silentAfter(session.checkpoint, ending.run),
    ...(ending.blocker !== undefined && { blocker: ending.blocker }),
    traced: ending.run.traced ?? session.checkpoint.traced,
    toldGreatNumbers: ending.run.toldGreatNumbers ?? session.checkpoint.toldGreatNumbers,
    ...(ending.seen !== undefined && { observed: ending.seen.observed }),
    receiptDigest: await receiptDigest(receipt),
    ...ending.changed,
  });
  await commitCheckpoint(session, checkpoint, { ...ending.batch, receipt, forgetSeen: ending.run.id });
  return receipt;
}

/** A backfill may have asked for anything; other runs ask in the order of time. */
function silentAfter({ silent }: Checkpoint, { mode, windows }: OpenRun): Checkpoint["silent"] {
  return windows === undefined || mode === "backfill" ? silent : silentRanges(windows);
}

/** Cancelled and superseded runs leave the last outcome as it was, and so do backfills: they say nothing of what is new. */
function lastOf(receipt: RunReceipt, before: Checkpoint): Partial<Checkpoint> {
  const { outcome, finishedAt, mode } = receipt;
  if (mode === "backfill") return {};
  if (outcome === "cancelled" || outcome === "superseded") return {};
  const lastCompleteAt = outcome === "complete" ? finishedAt : before.lastCompleteAt;
  return { last: { outcome, receipt: receipt.id, finishedAt }, lastCompleteAt };
}

function nextPosition(
  session: Session,
  run: OpenRun,
  { judged, sweep }: { readonly judged: Judgement; readonly sweep: Sweep },
): Position {
  // Whatever a backfill learns, the next run goes on from where it would have.
  if (run.mode === "backfill") return {};
  return {
    ...(judged.moves && positionAfter(session, run)),
    ...heldAfter(run, sweep),
    totals: judged.totals ?? session.checkpoint.totals,
    ...wholeAfter(session, run, judged.moves),
    recount: run.mode === "full" ? undefined : (judged.recount ?? session.checkpoint.recount),
  };
}

/** When everything was last read, and how often it was not since. */
function wholeAfter({ context, checkpoint }: Session, { mode }: OpenRun, isRead: boolean): Position {
  if (mode !== "full") return {};
  const at = context.clock.now();
  return isRead
    ? { wholeAt: at, wholeTried: undefined }
    : { wholeTried: { at, times: (checkpoint.wholeTried?.times ?? 0) + 1 } };
}

/** A proven full run answers anew whether removals are held, and uses up what was confirmed; others know nothing of it. */
function heldAfter(run: OpenRun, sweep: Sweep): Position {
  if (sweep.kind === "unknown") return {};
  if (sweep.kind !== "hold") return { held: undefined, confirmed: undefined };
  const { removals, stored } = sweep;
  return { held: { removals, stored, receipt: run.id }, confirmed: undefined };
}

function positionAfter(session: Session, run: OpenRun): Position {
  const token = run.nextToken ?? run.token;
  return { ...reachedBy(session, run), token, parents: parentsAfter(run).parents };
}

function reachedBy(session: Session, run: OpenRun): Pick<Checkpoint, "watermark" | "gaps"> {
  const reached = watermarkAfter(session, run);
  const { incremental } = session.context.contract;
  if (run.windows === undefined || incremental === undefined) return { watermark: reached, gaps: undefined };
  return positionAfterWindows(run.windows, incremental, { previous: session.checkpoint.watermark, reached });
}

/** What the first parent, or window, failed with that could not be read. */
function firstFailure({ parents, windows }: OpenRun): Failure | undefined {
  return parents?.failure ?? windows?.failure;
}

/** A run that could not read a single window, or the children of a single parent, failed; what the first of them failed with says why. */
function nothingRead(run: OpenRun): Failure | undefined {
  const { parents, windows } = run;
  const read = parents === undefined ? windows?.read : parents.read + parents.passed;
  return read === 0 ? firstFailure(run) : undefined;
}

function watermarkAfter({ context, checkpoint }: Session, run: OpenRun): Watermark | undefined {
  const { incremental } = context.contract;
  if (incremental === undefined) return checkpoint.watermark;
  return nextWatermark(incremental, {
    previous: checkpoint.watermark,
    startedAt: run.vendorTime ?? run.startedAt - context.settings.clockSkewMs,
    max: run.maxCursor === undefined ? undefined : parseCursor(run.maxCursor, incremental),
    ordered: run.ordered && incremental.order !== "unknown",
    clockSkewMs: context.settings.clockSkewMs,
  });
}

interface WholeRead {
  readonly completeness: Completeness;
  readonly batch: Partial<Batch>;
}

async function sweepFor(session: Session, run: OpenRun, { completeness, batch }: WholeRead): Promise<Sweep> {
  const { context, met, listed, checkpoint } = session;
  // A token does not say which reading of the list had all of it; a count agrees with the last one.
  const isOfAll = isInParts(run) || (completeness.proven && completeness.by === "token");
  const read = isOfAll ? met : listed;
  const limits = { maxShrink: context.settings.maxShrink, confirmed: checkpoint.confirmed };
  const stored = await storedAfter(session, run);
  const absent = await absentFrom(context, await withKeys(read, batch.seen?.keys), mostSwept(stored, limits));
  return judgeSweep({ ...absent, stored }, limits);
}

/** Beyond `most`, the keys are of no use, and are counted. */
async function absentFrom(context: StreamContext, met: KeySet, most: number): Promise<Omit<Absent, "stored">> {
  const at = { connection: context.connection, stream: context.contract.name };
  const keys: RecordKey[] = [];
  let count = 0;
  for await (const absent of absentKeys(context.store, at, met)) {
    const gone = await withoutOrphans(context, absent);
    count += gone.length;
    if (count <= most) keys.push(...gone);
    else keys.length = 0;
  }
  return { count, keys };
}
