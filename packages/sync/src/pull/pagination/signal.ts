import { failure } from "@waybill/transport";
import type { Json } from "../../connector/json.ts";
import { isPointer } from "../../connector/parameter.ts";
import type { EndSignal } from "../../connector/pagination.ts";
import type { ResponseRef } from "../../connector/refs.ts";
import type { NextPage, PageAnswer } from "./pager.ts";

/** What an answer holds in a place: a member of the body, or a header's text. */
export function readAnswer(answer: Pick<PageAnswer, "member" | "header">, ref: ResponseRef): Json | undefined {
  if (isPointer(ref)) return answer.member(ref);
  return answer.header(ref.slice("header:".length)) ?? undefined;
}

/** A token as vendors write "there is more": `0` is one; null, absent, empty text and `false` say there is none. */
export function token(value: Json | undefined): string | number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A flag, also when written as text or number; `undefined` when the answer does not say. */
export function flag(value: Json | undefined): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === 1 || value === "true" || value === "1") return true;
  if (value === 0 || value === "false" || value === "0") return false;
  return undefined;
}

/** A count, also when written as text; `undefined` when it is none. */
export function count(value: Json | undefined): number | undefined {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** Where a pager looks for the signals that can end a list. */
export interface Signals {
  readonly end: EndSignal;
  readonly hasMore?: ResponseRef | undefined;
  readonly total?: ResponseRef | undefined;
  readonly totalPages?: ResponseRef | undefined;
}

/** What a signal may need besides the answer. */
export interface Progress {
  /** Whether the answer named a next position; `undefined` when the style has none. */
  readonly next: boolean | undefined;
  /** Pages read, this one included; for `total-pages`. */
  readonly pages: number;
}

/**
 * Asks the one signal that has authority. When it is silent (absent, null, not what it should be) the style's own next position decides, and without
 * one the list goes on as long as pages hold records: a missing flag must never look like the end.
 */
export function ended(signals: Signals, answer: PageAnswer, progress: Progress): boolean {
  return said(signals, answer, progress) ?? (progress.next === undefined ? answer.count === 0 : !progress.next);
}

/** What the signal says: `undefined` when it is silent. */
function said(signals: Signals, answer: PageAnswer, progress: Progress): boolean | undefined {
  switch (signals.end) {
    case "next":
      return progress.next === undefined ? undefined : !progress.next;
    case "has-more":
      return not(flag(read(answer, signals.hasMore)));
    case "total":
      return totalReached(answer, signals.total);
    case "total-pages":
      return reached(progress.pages, count(read(answer, signals.totalPages)));
    case "empty-page":
      return answer.count === 0;
    default:
      return signals.end satisfies never;
  }
}

/** A page without records ends the list too: a total that is never reached must not be waited for. It shows as a contradicted count. */
function totalReached(answer: PageAnswer, ref: ResponseRef | undefined): boolean | undefined {
  return answer.count === 0 ? true : reached(answer.read, count(read(answer, ref)));
}

function reached(now: number, goal: number | undefined): boolean | undefined {
  return goal === undefined ? undefined : now >= goal;
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function read(answer: PageAnswer, ref: ResponseRef | undefined): Json | undefined {
  return ref === undefined ? undefined : readAnswer(answer, ref);
}

/** The vendor's own count of the list, when this answer gives one. */
export function reportedTotal(
  answer: Pick<PageAnswer, "member" | "header">,
  ref: ResponseRef | undefined,
): number | undefined {
  return ref === undefined ? undefined : count(readAnswer(answer, ref));
}

/** The answer says that there is more and does not say where. */
export function lost(what: string): NextPage {
  const message =
    `The answer says that there is more, and ${what}. To stop there would lose records. ` +
    "Compare the stream's pagination in the connector with what the vendor sends.";
  return { kind: "broken", failure: failure("contract", { message }) };
}
