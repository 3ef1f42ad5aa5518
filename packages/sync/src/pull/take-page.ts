import type { Failure } from "@waybill/transport";
import type { Incremental } from "../connector/contract.ts";
import { addCounts } from "../receipt/counts.ts";
import { chainDigest } from "../receipt/digest.ts";
import type { Batch } from "../store/contract.ts";
import type { RecordKey } from "../record/record.ts";
import type { ListPass, OpenRun } from "./checkpoint.ts";
import { compare } from "./compare.ts";
import { follow, parseCursor } from "./cursor-value.ts";
import { finishEarly } from "./finish.ts";
import { judgeVisit, reportedBy } from "./judge-run.ts";
import { passAfter } from "./list-pass.ts";
import { apart, joinPage } from "./pagination/overlap.ts";
import type { Joined } from "./pagination/overlap.ts";
import { reportedTotal } from "./pagination/signal.ts";
import { belowParent } from "./parents/below-parent.ts";
import { passOn } from "./parents/pass-on.ts";
import type { Leaving } from "./parents/pass-on.ts";
import type { PassedOn } from "./passed-on.ts";
import { quarantineBatch } from "./quarantine.ts";
import { readAgain, isReadWhole } from "./read-again.ts";
import type { ListEnd } from "./read-again.ts";
import { countChangeAfter } from "./count-change.ts";
import { stampRows, tracedAfter } from "./stamp-rows.ts";
import { tooManyUnfit, unfitAmong } from "./unfit.ts";
import type { ReadPage } from "./reader.ts";
import { isInParts } from "./run.ts";
import { logged } from "./run-log.ts";
import { commitRun } from "./session.ts";
import type { Session } from "./session.ts";
import { sortItem } from "./sort-item.ts";
import type { SortedItem } from "./sort-item.ts";
import type { Meter } from "./stream-context.ts";
import { tokenAfter } from "./sync-token.ts";
import type { Tally } from "./tally.ts";
import { turnPage } from "./turn-page.ts";
import type { Turned } from "./turn-page.ts";
import { divideWindow } from "./windows/pass-window.ts";
import { withinReach } from "./windows/reach.ts";
import { latestStamp, readVendorClock } from "./vendor-clock.ts";

/** Where a run stands after a page. */
export type PageTaken = PassedOn;

/** Takes one page in: one commit with its rows, its quarantine, its seen keys, its counts and the position that follows; at the end, the receipt too. */
export async function takePage(session: Session, page: ReadPage, cost: Meter): Promise<PageTaken> {
  const { contract, settings } = session.context;
  const sorted = page.items.map((item) => sortItem(contract, item));
  const items = belowParent(contract, session.run, sorted);
  // Without keys, equal records cannot be told apart: one further back would be taken for the one that was read last.
  const overlaps = session.pager.shifts === "overlap" && contract.primaryKey.length > 0;
  const joined = overlaps ? joinPage(session.run.position, items) : apart(items);
  const result = await compareFresh(session, joined, items.length);
  const turned = turnPage(session, { page, joined, lines: result.lines });
  const seen = observe(session, page);
  const run = { ...(await runAfter(session, { page, items, result, cost, turned })), ...seen.kept };
  const batch = await batchFor(session, result);
  const stop = seen.stop ?? tooManyUnfit({ unfit: run.unfit ?? 0, received: run.counts.received }, settings);
  if (stop !== undefined) {
    const end = { run, outcome: "failed", failure: stop, batch, blocker: "schema" } as const;
    return { done: true, receipt: await finishEarly(session, end) };
  }
  const next = withinReach(turned.next, { run, contract, items });
  switch (next.kind) {
    case "more": {
      const position = { ...next.position, countChange: run.position.countChange };
      const committed = await commitRun(session, { ...run, position }, { batch });
      remember(committed, result);
      return { done: false, session: committed };
    }
    case "end":
      return endList(session, result, { run, batch });
    case "divide":
      return divideWindow(session, { run, batch, ...next });
    case "broken":
      if (isInParts(run)) {
        return leave(session, result, { run, batch, end: { kind: "failed", failure: next.failure } });
      }
      return {
        done: true,
        receipt: await finishEarly(session, { run, outcome: "failed", failure: next.failure, batch }),
      };
    default:
      return next satisfies never;
  }
}

/** What a page has in common with the one before it is no news, and is not looked up. */
async function compareFresh(session: Session, { fresh }: Joined, received: number): Promise<Tally> {
  const result = await compare(session, fresh);
  const duplicate = received - fresh.length;
  return { ...result, counts: addCounts(result.counts, { received: duplicate, duplicate }) };
}

/** Leaves a list that was read whole, and reads one again of which that is not sure. */
async function endList(session: Session, result: Tally, { run, batch }: ListEnd): Promise<PageTaken> {
  const isWhole = await isReadWhole(session, { run, batch });
  const again = isWhole ? undefined : await readAgain(session, { run, batch });
  if (again !== undefined) {
    again.met.add(result.keys);
    return { done: false, session: again };
  }
  const pass = isWhole || run.pass === undefined ? run.pass : { ...run.pass, gaveUp: true };
  const ended = { ...run, pass };
  const end = isInParts(ended) ? await judgeVisit(session, ended, batch) : undefined;
  return leave(session, result, { run: ended, batch, end });
}

/** What a watch has seen of the run, this page included. */
function observe(
  { context: { contract, watch }, run }: Session,
  { items }: ReadPage,
): { readonly kept: Pick<OpenRun, "observed">; readonly stop?: Failure | undefined } {
  if (watch === undefined) return { kept: {} };
  const { observed, stop } = watch.observe({ contract, items, before: run.observed });
  return { kept: { observed }, stop };
}

/** After the commit that stored them. */
function remember({ met, listed }: Session, { keys }: Tally): void {
  met.add(keys);
  listed.add(keys);
}

async function leave(session: Session, result: Tally, leaving: Leaving): Promise<PageTaken> {
  const passed = await passOn(session, leaving);
  session.met.add(result.keys);
  return passed;
}

interface PageWork {
  readonly page: ReadPage;
  readonly items: readonly SortedItem[];
  readonly result: Tally;
  readonly cost: Meter;
  readonly turned: Turned;
}

async function runAfter(session: Session, work: PageWork): Promise<OpenRun> {
  const { context, run } = session;
  const { page, items, result, cost, turned } = work;
  const { contract, clock, settings } = context;
  const timed = clockAfter(repeated(spent(run, cost), cost, clock.now()), page, context);
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

/** The run with what a request cost added to it. */
export function spent(run: OpenRun, cost: Meter): OpenRun {
  return {
    ...run,
    requests: run.requests + cost.requests,
    retries: run.retries + cost.retries,
    waitedMs: run.waitedMs + cost.waitedMs,
  };
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

async function batchFor({ context, run, checkpoint }: Session, result: Tally): Promise<Partial<Batch>> {
  const by = { run: run.id, page: run.pages + 1 };
  const refused = new Set(result.refused.map(({ key }) => key));
  const accepted = result.keys.filter((key) => !refused.has(key));
  const at = context.clock.now();
  return {
    ...(await stampRows(context, result, { by, traced: (run.traced ?? checkpoint.traced) === true })),
    quarantine: await quarantineBatch(context, {
      refused: result.refused,
      accepted,
      ...by,
      parent: run.parents?.at?.key,
      at,
    }),
    ...(result.keys.length > 0 && { seen: { run: run.id, keys: result.keys } }),
  };
}
