import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import type { Json } from "../../connector/json.ts";
import { hashText } from "../../record/hash-text.ts";
import type { PagePosition } from "../checkpoint/list-position.ts";

export interface LoopLimits {
  /** Pages without records in a row before a list counts as endless. */
  readonly empties: number;
  /** Pages that repeat the records of an earlier one before a list counts as endless. */
  readonly repeats: number;
  /** Positions remembered one by one; beyond them, one for each power of two. */
  readonly recent: number;
}

const loopLimits: LoopLimits = Object.freeze({ empties: 50, repeats: 5, recent: 16 });

/** A page just read, and the position that follows it. */
export interface Turn {
  readonly position: PagePosition;
  readonly next: Json;
  /** Hash over the page's records; absent when it had none. */
  readonly content: string | undefined;
  readonly items: number;
  /** Records that this pass over the list has read, those of the page included. */
  readonly read: number;
}

/**
 * Moves to the next position, or says that the list goes in circles. Two kinds of circle are found, of any length and with bounded memory: a position
 * that was there before, and pages that bring the same records under ever new positions.
 *
 * The memory holds the last few hashes and those at powers of two, as in Brent's cycle finding: once a power of two lies in the circle and is no
 * shorter than it, one more round meets it again.
 */
export function advance(turn: Turn, limits: LoopLimits = loopLimits): PagePosition | Failure {
  const { position, next, items, read } = turn;
  const page = position.page + 1;
  const isKnown = (mark: string): boolean => position.seen.some((entry) => entry.endsWith(`:${mark}`));
  const marks = marksOf(turn);
  const empties = items === 0 ? (position.empties ?? 0) + 1 : 0;
  const repeats = (position.repeats ?? 0) + (marks.slice(1).some(isKnown) ? 1 : 0);
  // Asking the same key again after an empty page is no loop yet; a run of them is.
  if (items > 0 && isKnown(marks[0])) return endless(page, "the vendor led back to a page that was already read");
  if (empties >= limits.empties) return endless(page, `${empties} pages in a row held no record and promised more`);
  if (repeats >= limits.repeats) return endless(page, `${repeats} pages repeated the records of earlier ones`);
  const seen = [...position.seen, ...marks.map((mark) => `${page}:${mark}`)];
  return {
    page,
    next,
    seen: seen.filter((entry) => kept(Number.parseInt(entry, 10), page, limits)),
    read,
    empties,
    repeats,
    ...(position.shifts !== undefined && { shifts: position.shifts }),
    ...(position.apart === true && { apart: true }),
  };
}

/** What a later page is compared with: the position that followed, and the records. */
function marksOf({ position, next, content }: Turn): readonly [string, ...string[]] {
  const { shifts = 0 } = position;
  // After the list has moved a position means another place.
  const place = placeMark(shifts === 0 ? next : [next, shifts]);
  return content === undefined ? [place] : [place, `c${content}`];
}

function placeMark(next: Json): string {
  return `n${hashText(JSON.stringify(next))}`;
}

/** Where a list begins. */
export function start(first: Json): PagePosition {
  return { page: 0, next: first, seen: [`0:${placeMark(first)}`], read: 0, empties: 0, repeats: 0 };
}

function kept(page: number, now: number, limits: LoopLimits): boolean {
  return page > now - limits.recent || Number.isInteger(Math.log2(page));
}

function endless(page: number, what: string): Failure {
  const message =
    `The list does not end: after page ${page}, ${what}. What was read is kept, and the run stopped. ` +
    "Compare the stream's pagination in the connector with what the vendor sends.";
  return failure("pagination_loop", { message });
}
