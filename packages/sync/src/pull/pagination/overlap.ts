import type { Failure } from "@waybill/transport";
import { canonicalJson } from "../../record/canonical-json.ts";
import { hashText } from "../../record/hash-text.ts";
import type { Overlap, PagePosition } from "../checkpoint/list-position.ts";
import type { SortedItem } from "../page/sort-item.ts";

/**
 * Positions that count records shift when a record before them goes: the next page then steps over one. A page that begins with the last record of
 * the page before it shows that, at the cost of one record a page:
 *
 *     read   a b c d            a is removed at the vendor's, and the list is   b c d e f g h
 *     asked  from the 4th       e f g h: d is not there, so something moved
 *     asked  from the 2nd       c d e f: what follows d follows what was read
 */
export interface Joined {
  /** Items up to the last one that the page before ended with; `undefined`: the page does not hold the place. */
  readonly known: number | undefined;
  /** The other items. */
  readonly fresh: readonly SortedItem[];
  readonly marks: readonly string[];
}

/** Names an item as it is. One that was changed has another mark, since it may stand elsewhere now: it joins nothing. */
function markOf(item: SortedItem): string {
  return hashText(`${item.key ?? ""} ${contentOf(item)}`);
}

function contentOf(item: SortedItem): string {
  if (item.kind === "record") return item.hash;
  return item.kind === "tombstone" ? `- ${item.cursor?.text ?? ""}` : canonicalJson(item.raw);
}

/** Finds where a page goes on after what was read before. */
export function joinPage({ next, overlap }: PagePosition, items: readonly SortedItem[]): Joined {
  const marks = items.map(markOf);
  if (overlap === undefined) return { known: 0, fresh: items, marks };
  const { tail, back } = overlap;
  const isKnown = marks.map((mark) => tail.includes(mark));
  const known = isKnown.lastIndexOf(true) + 1;
  // Before the first record there is nothing that could have been stepped over.
  const isHeld = known > 0 || back === next;
  const fresh = items.filter((_, index) => isKnown[index] !== true);
  return { known: isHeld ? known : undefined, fresh, marks };
}

/** A page of a list whose pages have nothing in common. */
export function apart(items: readonly SortedItem[]): Joined {
  return { known: 0, fresh: items, marks: [] };
}

/** Pages that are gone back to before a place is given up. */
const mostPagesBack = 3;

/** Begins the next page further to the front, next to the one that did not hold the place; `undefined`: the place is lost. */
export function lookBack({ next, overlap }: PagePosition): Overlap | undefined {
  if (overlap === undefined || typeof next !== "number") return undefined;
  const { back, width } = overlap;
  if (back > mostPagesBack * (width - 1)) return undefined;
  return { ...overlap, back: Math.min(back + width - 1, next) };
}

/**
 * The same position without an overlap, where the vendor refuses the page that begins with one: some let a page begin at multiples of its size alone.
 * `undefined`: the page was asked for where the one before it ended, and is refused for another reason.
 */
export function withoutOverlap(position: PagePosition, { status }: Failure): PagePosition | undefined {
  const isRefused = status === 400 || status === 422;
  return isRefused && position.overlap?.back === 1 ? { ...position, overlap: undefined, apart: true } : undefined;
}

/** Marks that are kept: the last one alone may be of a record that changes next. */
const kept = 4;

/** What the page after this one overlaps with. A page of a single record leaves nothing to overlap with. */
export function overlapAfter(marks: readonly string[]): Overlap | undefined {
  return marks.length < 2 ? undefined : { tail: marks.slice(-kept), width: marks.length, back: 1 };
}
