import type { Incremental } from "../../connector/contract.ts";
import type { KeySet } from "../../record/key-set.ts";
import type { ListPass } from "../checkpoint/list-position.ts";
import type { OpenRun } from "../checkpoint/open-run.ts";
import { unproven } from "./completeness.ts";
import type { Judgement } from "./completeness.ts";
import { grainOf } from "../checkpoint/grain.ts";
import type { Pager } from "../pagination/pager.ts";
import { cameAndWent } from "./count-change.ts";
import type { SortedItem } from "../page/sort-item.ts";

/**
 * A list whose positions count records steps over one when another goes before the reader's position. So it is read until it is seen that none was
 * stepped over: by pages that overlap, by a count that stood still and is as great as what arrived, or by another reading that brings nothing new.
 */
export function firstPass({ shifts }: Pick<Pager, "shifts">): ListPass | undefined {
  return shifts === undefined ? undefined : beginPass(0);
}

/** `blocks`: blocks of seen keys that the run had before. */
export function beginPass(blocks: number, nth = 1): ListPass {
  return { nth, blocks, joined: true, counted: true, news: 0 };
}

/** What a page shows of the list that it is from. */
export interface PageEvidence {
  readonly items: readonly SortedItem[];
  /** Whether it was asked for before the page in front of it had come. */
  readonly early: true | undefined;
  /** The vendor's count, as this page gives it, and as the last one did. */
  readonly total: number | undefined;
  readonly before: number | undefined;
  /** Keys that the run had met, and those that this reading had. Needed from the second reading on. */
  readonly met: Pick<KeySet, "has">;
  readonly listed: Pick<KeySet, "has">;
  readonly incremental: Incremental | undefined;
  /** Between these moments the run reads, by whichever clock stamps the records; epoch milliseconds. */
  readonly began: number;
  readonly now: number;
}

/** The reading after one more page; `run` is as it was before the page. */
export function passAfter({ pass, position }: OpenRun, page: PageEvidence): ListPass | undefined {
  if (pass === undefined) return undefined;
  const isFirst = position.page === 0;
  return {
    ...pass,
    ...countAfter(pass, page, isFirst),
    joined: pass.joined && (isFirst || position.overlap !== undefined),
    early: pass.early ?? page.early,
    news: pass.nth === 1 ? 0 : pass.news + newsOf(pass, page),
  };
}

/** What a page shows of the vendor's count. */
function countAfter(
  { counted, uncounted, fell }: ListPass,
  page: PageEvidence,
  isFirst: boolean,
): Pick<ListPass, "counted" | "uncounted" | "fell"> {
  const { total, before, items } = page;
  if (isFirst && total === undefined) return { counted: false, uncounted: true };
  const differs = !isFirst && total !== undefined && total !== before;
  return {
    counted: counted && !differs && !items.some((item) => changedMeanwhile(item, page)),
    uncounted,
    fell: fell === true || (differs && before !== undefined && total < before) ? true : undefined,
  };
}

/** In the second reading also what comes twice: the list moves on. A vendor that lists a record twice all the time is taken as it is. */
function newsOf({ nth }: ListPass, page: PageEvidence): number {
  const isNews = ({ key }: SortedItem): boolean =>
    key !== undefined && (!page.met.has(key) || (nth === 2 && page.listed.has(key)));
  return page.items.filter((item) => isNews(item) && !changedMeanwhile(item, page)).length;
}

/** Whether a record says that it was changed since the run began. */
function changedMeanwhile(item: SortedItem, { incremental, began, now }: PageEvidence): boolean {
  const at = item.cursor?.at;
  if (at === undefined || !isDated(incremental)) return false;
  return at >= began - Math.max(1000, grainOf(incremental)) && at <= now;
}

/** Whether records say when they came. The time of what a record is about does not, and neither does text that is no time. */
export function isDated(incremental: Incremental | undefined): incremental is Incremental {
  return incremental !== undefined && incremental.kind !== "event-time" && incremental.format !== "opaque";
}

/**
 * Whether the count may speak for the list. One record that comes while another goes leaves it as it was: the one that came says by its date that it is
 * new, or, where records have none, by not having been known.
 */
export function mayTrustCount(
  { pass, counts }: Pick<OpenRun, "pass" | "counts">,
  incremental: Incremental | undefined,
): boolean {
  if (pass?.counted !== true) return false;
  return isDated(incremental) || (pass.nth === 1 ? counts.created : pass.news) === 0;
}

/** Whether another reading brought nothing new. One from which a record went may have stepped over the very one that the reading before it did. */
export function isSettled({ nth, news, fell }: ListPass): boolean {
  return nth > 1 && news === 0 && fell !== true;
}

/** A count that agrees proves nothing of a list that changed while it was read. */
export function judgeMoved(pass: ListPass | undefined, judged: Judgement): Judgement {
  if (pass?.gaveUp === true) {
    const why = `records came and went while the list was read, each of ${pass.nth} times`;
    return { completeness: unproven(why), lacking: true, moves: false, doubted: true };
  }
  if (pass === undefined || pass.counted || !judged.completeness.proven) return judged;
  const why =
    pass.uncounted === true
      ? "the vendor counted the list only after its first page, when records may have come and gone"
      : cameAndWent;
  return { completeness: unproven(why), lacking: false, moves: true, doubted: true };
}
