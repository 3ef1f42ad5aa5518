import type { Failure } from "@waybill/transport";
import type { Json } from "../../connector/json.ts";
import { hashText } from "../../record/hash-text.ts";
import type { Overlap, PagePosition } from "../checkpoint/list-position.ts";
import { advance } from "../pagination/loop.ts";
import { lookBack, overlapAfter } from "../pagination/overlap.ts";
import type { Joined } from "../pagination/overlap.ts";
import type { PageAnswer } from "../pagination/pager.ts";
import type { ReadPage } from "../page/read-page.ts";
import type { Session } from "../run/session.ts";

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
  const answer = answerAfter(position, read);
  const after = pager.after(position.next, answer);
  // A page without records that promises more is no place to look for one.
  if (read.joined.known === undefined && (answer.count > 0 || after.kind !== "more")) return searching(position);
  if (after.kind !== "more") return { next: after, read: answer.read, moved: false };
  return goingOn(run, { ...read, next: after.next, answer });
}

/** A page as it follows what was read before. Where it begins elsewhere than expected, more may follow although it ends with what was known. */
function answerAfter(position: PagePosition, { page, joined: { known = 0 } }: PageRead): PageAnswer {
  const { back = 0 } = position.overlap ?? {};
  const left = back === 1 && known === 1 ? 1 : 0;
  const count = page.count - left;
  const moved = left - back;
  return { ...page, count, moved, read: (position.read ?? 0) + moved + count };
}

interface Going extends PageRead {
  readonly next: Json;
  readonly answer: PageAnswer;
}

function goingOn(run: Session["run"], going: Going): Turned {
  const { position } = run;
  const { next, answer } = going;
  const { read, count: items } = answer;
  const moved = position.overlap !== undefined && position.overlap.back > 1;
  const from = moved ? { ...position, shifts: (position.shifts ?? 0) + 1 } : position;
  const content = contentOf(run, going);
  const advanced = advance({ position: from, next, content, items, read });
  if ("code" in advanced) return { next: { kind: "broken", failure: advanced }, read, moved };
  const overlap = items === 0 ? undefined : overlapOf(advanced, position, going);
  return { next: { kind: "more", position: { ...advanced, overlap } }, read, moved };
}

/** Of all records of a page it follows from the page, but for those below a parent, by which they are named. */
function contentOf({ parents }: Session["run"], { page, lines }: PageRead): string | undefined {
  if (lines.length === 0) return undefined;
  const content = () => hashText(lines.join("\n"));
  return parents === undefined && lines.length === page.count ? page.derived("content", content) : content();
}

/** The place is looked for further to the front; no record counts as read before it is found. */
function searching(position: PagePosition): Turned {
  const overlap = lookBack(position);
  const shifts = (position.shifts ?? 0) + (overlap === undefined ? 1 : 0);
  const back = { ...position, page: position.page + 1, overlap, shifts };
  return { next: { kind: "more", position: back }, read: position.read ?? 0, moved: false };
}

/** Where the vendor counts other than by what arrives, the last record is not the one before the position. */
function overlapOf(after: PagePosition, before: PagePosition, { page, joined }: PageRead): Overlap | undefined {
  const start = Number(before.next) - (before.overlap?.back ?? 0);
  const isExact = after.next === start + page.count && after.apart !== true;
  return isExact && !isRestless(after, page.count) ? overlapAfter(joined.marks) : undefined;
}

/** Whether a list moves so often that the place is no longer looked for: its pages are then taken as they come. */
function isRestless({ next, shifts = 0 }: PagePosition, width: number): boolean {
  return shifts > 3 + Number(next) / (8 * width);
}
