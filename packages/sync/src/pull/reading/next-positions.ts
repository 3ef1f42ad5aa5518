import type { StreamContract } from "../../connector/contract.ts";
import type { Json } from "../../connector/json.ts";
import type { PagePosition } from "../checkpoint/list-position.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import { isUnbounded } from "./list-request.ts";
import { isDated } from "../proof/list-pass.ts";
import { reportedBy } from "../run/judge-run.ts";
import { advance } from "../pagination/loop.ts";
import { reportedTotal } from "../pagination/signal.ts";
import type { ReadPage } from "../page/read-page.ts";
import type { Session } from "../run/session.ts";

/**
 * Where the pages begin that follow `page`, the nearest first, as far as that is known before it is committed and nothing moves. A position that names
 * records is known for the next page alone; one that counts them, for as many pages as the vendor's count says that there are.
 *
 * Pages that are asked for early are answered in any order. What that changes, where the list moves meanwhile:
 *
 *     list     a b | c d | e f        c is written again, and is the last now:   a b | d e | f c
 *     in order a b | d e | f c        read, whenever it happens
 *     early    a b | d e |            the second page came after it happened,
 *                    | e f            the third one before: c is in neither
 *
 * Records that stay as they are cannot be lost so: pages that overlap join in whichever order they were answered, and pages that all give one count and
 * hold as many records, none of them new, hold what the list held at the first. What was written meanwhile can be, and read in order it is not. So pages are
 * asked for early only where that is found again: in a list whose records say when they were written, for what was written since the run began, the
 * next run asks; and one of numbered pages without dates is read again as soon as it holds anything new. A list that was read so and has not as many
 * records as the vendor counts is read once more, in order (`isReadWhole`).
 *
 * Never early: a list that was seen to move; what is read again because of that; ranges of a list, whose count may be of all of it; lists with a sync
 * token, which begins where one of the pages was answered; records without keys, of which two and none are as many as one and one.
 */
export function nextPositions(session: Session, page: ReadPage, most: number): readonly PagePosition[] {
  const { pager, run } = session;
  const { position } = run;
  const { back = 0 } = position.overlap ?? {};
  const items = page.count;
  const read = (position.read ?? 0) + items - back;
  const next = pager.after(position.next, { ...page, moved: -back, read });
  if (next.kind !== "more") return [];
  if (pager.shifts !== undefined)
    return isSteady(session, page) ? counted(session, page, { next: next.next, read, most }) : [];
  // A place that was there before is not asked for: the list goes in circles.
  const after = advance({ position, next: next.next, content: undefined, items, read });
  return "code" in after ? [] : [after];
}

/** Whether nothing was seen to move so far, and what moves from now on will be found. */
function isSteady({ context: { contract, settings }, checkpoint, run }: Session, page: ReadPage): boolean {
  const { incremental, pagination } = contract;
  // Where the count was contradicted it may always be, and then an early reading proves nothing: the list would be read twice each time.
  if (checkpoint.last?.outcome === "partial") return false;
  const isFound = settings.maxPasses > 1 && isUnbounded(run, incremental) && showsChanges(contract);
  return isFound && standsStill(run, reportedTotal(page, pagination.total));
}

/** `total`: the vendor's count, as the page gives it. */
function standsStill(run: OpenRun, total: number | undefined): boolean {
  const { pass, position } = run;
  const { overlap, shifts = 0 } = position;
  if (shifts > 0 || (overlap !== undefined && overlap.back > 1)) return false;
  return pass?.nth === 1 && pass.counted && (position.page === 0 || total === reportedBy(run));
}

function showsChanges({ incremental, pagination, primaryKey, syncToken }: StreamContract): boolean {
  if (primaryKey.length === 0 || syncToken !== undefined) return false;
  // Of a list by offset, a count that agrees is enough although it changed: only the next run's question finds what was written again.
  if (pagination.style === "offset") return isDated(incremental) && incremental.kind === "updated";
  return incremental === undefined || isDated(incremental);
}

interface Counted {
  /** Position of the next page. */
  readonly next: Json;
  /** Records before it. */
  readonly read: number;
  readonly most: number;
}

/** The positions before the vendor's count is reached, of pages as long as this one. */
function counted(
  { context, pager, run: { position } }: Session,
  page: ReadPage,
  { next, read, most }: Counted,
): readonly PagePosition[] {
  const width = page.count;
  const back = pager.shifts === "overlap" && width > 1 && position.apart !== true ? 1 : 0;
  const overlap = back === 0 ? undefined : { tail: [], width, back };
  const total = reportedTotal(page, context.contract.pagination.total) ?? 0;
  const length = width === 0 ? 0 : Math.min(most, Math.ceil((total - read) / (width - back)));
  const positions: PagePosition[] = [];
  for (let at = next; positions.length < length; at = pager.past?.(at, width - back) ?? at) {
    positions.push({ ...position, page: position.page + 1 + positions.length, next: at, overlap });
  }
  return positions;
}
