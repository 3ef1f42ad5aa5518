import type { Incremental } from "../../connector/contract.ts";
import { addCounts } from "../../receipt/counts.ts";
import { chainDigest } from "../../receipt/digest.ts";
import type { RecordKey } from "../../record/record.ts";
import type { ListPass } from "../checkpoint/list-position.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import { countChangeAfter } from "../proof/count-change.ts";
import { follow, parseCursor } from "../checkpoint/cursor-value.ts";
import { reportedBy } from "../run/judge-run.ts";
import { passAfter } from "../proof/list-pass.ts";
import { reportedTotal } from "../pagination/signal.ts";
import type { ReadPage } from "../page/read-page.ts";
import { logged } from "../checkpoint/run-log.ts";
import type { Session } from "../run/session.ts";
import type { SortedItem } from "../page/sort-item.ts";
import { tracedAfter } from "../rows/stamp-rows.ts";
import type { Meter } from "../stream-context.ts";
import { tokenAfter } from "../run/sync-token.ts";
import type { Tally } from "../page/tally.ts";
import type { Turned } from "./turn-page.ts";
import { unfitAmong } from "../page/unfit.ts";
import { latestStamp, readVendorClock } from "../page/vendor-clock.ts";

/** A page, and what came of it. */
export interface PageWork {
  readonly page: ReadPage;
  readonly items: readonly SortedItem[];
  readonly result: Tally;
  readonly cost: Meter;
  readonly turned: Turned;
}

/** The run with one more page. */
export async function runAfter(session: Session, work: PageWork): Promise<OpenRun> {
  const { context, run } = session;
  const { page, items, result, cost, turned } = work;
  const { contract, clock, settings } = context;
  const timed = clockAfter(repeated(run, cost, clock.now()), page, context);
  const held = toldOf(timed, page, session);
  const total = reportedTotal(page, contract.pagination.total);
  const countChange = countChangeAfter(run.position, { total, before: reportedBy(run) });
  return {
    ...(turned.moved ? logged(held, { kind: "moved", at: clock.now() }) : held),
    // Progress gives a run its attempts back: a long one may meet more failures than a short one.
    maxAttempts: run.attempt - 1 + settings.maxAttempts,
    counts: addCounts(run.counts, result.counts),
    nextToken: tokenAfter(contract, page, context.servers),
    traced: tracedAfter(run, result),
    unfit: (run.unfit ?? 0) + unfitAmong(result.refused),
    ...(run.pass !== undefined && { pass: await passOf(session, work) }),
    position: { ...run.position, read: turned.read, countChange },
    again: (run.again ?? 0) + result.again,
    pages: run.pages + 1,
    bytes: run.bytes + page.bytes,
    ...reportedAfter(run, total, result),
    ...(contract.incremental !== undefined && trailAfter(run, items, contract.incremental)),
    digest: await chainDigest(run.digest, result.lines),
    progressedAt: clock.now(),
  };
}

/** What the page shows of whether the list stands still. */
async function passOf(
  { context, run, met, listed }: Session,
  { page, items }: PageWork,
): Promise<ListPass | undefined> {
  const { contract, clock, settings } = context;
  const isFirst = run.pass?.nth === 1;
  return passAfter(run, {
    items,
    early: page.early,
    total: reportedTotal(page, contract.pagination.total),
    before: reportedBy(run),
    met: isFirst ? noneMet : await met.all(),
    listed: isFirst ? noneMet : await listed.all(),
    incremental: contract.incremental,
    began: run.vendorTime ?? run.startedAt - settings.clockSkewMs,
    now: latestStamp(page, { now: clock.now(), clockSkewMs: settings.clockSkewMs }),
  });
}

const noneMet: ReadonlySet<RecordKey> = new Set();

/** The vendor's count of the list, or of the children of the parent that is being visited. */
function reportedAfter(run: OpenRun, total: number | undefined, { keys }: Tally): Partial<OpenRun> {
  const { parents } = run;
  if (parents?.at === undefined) return { reported: total ?? run.reported };
  const at = { ...parents.at, reported: total ?? parents.at.reported };
  return { parents: { ...parents, at, blocks: parents.blocks + (keys.length > 0 ? 1 : 0) } };
}

/** What the transport did by itself for one page, said where it did anything. */
function repeated(run: OpenRun, { retries, waitedMs }: Meter, at: number): OpenRun {
  return retries === 0 && waitedMs === 0 ? run : logged(run, { kind: "repeated", at, retries, waitedMs });
}

/** Said once for a stream: an id of theirs is a string here, and compares with no number. */
function toldOf(run: OpenRun, { hadGreatNumbers }: ReadPage, { context, checkpoint }: Session): OpenRun {
  if (!hadGreatNumbers || (run.toldGreatNumbers ?? checkpoint.toldGreatNumbers) === true) return run;
  return { ...logged(run, { kind: "great-numbers", at: context.clock.now() }), toldGreatNumbers: true };
}

/** The vendor's clock as the first answer that has one shows it. */
function clockAfter(run: OpenRun, page: ReadPage, { clock, settings }: Session["context"]): OpenRun {
  if (run.vendorTime !== undefined) return run;
  const now = clock.now();
  const reading = readVendorClock(page, { now, clockSkewMs: settings.clockSkewMs });
  if (reading === undefined) return run;
  const read = { ...run, vendorTime: reading.vendorTime };
  return reading.aheadMs === undefined ? read : logged(read, { kind: "skewed", at: now, aheadMs: reading.aheadMs });
}

function trailAfter(
  run: OpenRun,
  items: readonly SortedItem[],
  incremental: Incremental,
): Pick<OpenRun, "maxCursor" | "lastCursor" | "ordered"> {
  const parse = (text: string | undefined) => (text === undefined ? undefined : parseCursor(text, incremental));
  let trail = { max: parse(run.maxCursor), last: parse(run.lastCursor), ordered: run.ordered };
  for (const item of items) {
    if (item.kind === "refused" || item.cursor === undefined) continue;
    trail = { ...follow(trail, item.cursor, incremental.order) };
  }
  return { maxCursor: trail.max?.text, lastCursor: trail.last?.text, ordered: trail.ordered };
}
