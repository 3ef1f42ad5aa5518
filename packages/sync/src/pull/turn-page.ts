import type { Failure } from "@waybill/transport";
import { hashText } from "../record/hash-text.ts";
import type { Overlap, PagePosition } from "./checkpoint.ts";
import { advance } from "./pagination/loop.ts";
import { lookBack, overlapAfter } from "./pagination/overlap.ts";
import type { Joined } from "./pagination/overlap.ts";
import type { ReadPage } from "./reader.ts";
import type { Session } from "./session.ts";

/** A page that was read, and what is known of it. */
export interface PageRead {
  readonly page: ReadPage;
  readonly joined: Joined;
  /** Accepted key and hash of its records, in order. */
  readonly lines: readonly string[];
}

/** What follows a page. */
export interface Turned {
  readonly next:
    | { readonly kind: "more"; readonly position: PagePosition }
    | { readonly kind: "end" }
    | { readonly kind: "broken"; readonly failure: Failure };
  /** Records that this reading of the list has read, those of this page included. */
  readonly read: number;
  /** Whether the list had moved, and the place was looked for. */
  readonly moved: boolean;
}

/** Finds the position that follows a page. */
export function turnPage({ run, pager }: Pick<Session, "run" | "pager">, read: PageRead): Turned {
  const { position } = run;
  const { joint } = read.joined;
  const known = joint?.known ?? 0;
  const moved = joint?.moved ?? 0;
  const items = read.page.items.slice(known);
  const sum = (position.read ?? 0) + moved + items.length;
  const after = pager.after(position.next, { ...read.page, items, moved, read: sum });
  // A page without records that promises more is no place to look for one.
  if (joint === undefined && (items.length > 0 || after.kind !== "more")) return searching(position);
  if (after.kind !== "more") return { next: after, read: sum, moved: false };
  const wasSearched = isSearch(position.overlap);
  const from = wasSearched ? { ...position, shifts: (position.shifts ?? 0) + 1 } : position;
  const content = read.lines.length === 0 ? undefined : hashText(read.lines.join("\n"));
  const advanced = advance({ position: from, next: after.next, content, items: items.length, read: sum });
  if ("code" in advanced) return { next: { kind: "broken", failure: advanced }, read: sum, moved: false };
  const overlap = items.length === 0 ? undefined : overlapOf(advanced, position, read);
  return { next: { kind: "more", position: { ...advanced, overlap } }, read: sum, moved: wasSearched };
}

/** The place is looked for further to the front; no record counts as read before it is found. */
function searching(position: PagePosition): Turned {
  const back = { ...position, page: position.page + 1, overlap: lookBack(position) };
  return { next: { kind: "more", position: back }, read: position.read ?? 0, moved: false };
}

const isSearch = (overlap: Overlap | undefined): boolean => overlap !== undefined && overlap.back > 1;

/** Where the vendor counts other than by what arrives, the last record is not the one before the position. */
function overlapOf(after: PagePosition, before: PagePosition, { page, joined }: PageRead): Overlap | undefined {
  const start = Number(before.next) - (before.overlap?.back ?? 0);
  const isExact = after.next === start + page.items.length;
  return isExact && !isRestless(after, page.items.length) ? overlapAfter(joined.marks) : undefined;
}

/** Whether a list moves so often that the place is no longer looked for: its pages are then taken as they come. */
function isRestless({ next, shifts = 0 }: PagePosition, width: number): boolean {
  return shifts > 3 + Number(next) / (8 * width);
}
