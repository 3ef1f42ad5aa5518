import type { Failure } from "@waybill/transport";
import type { Json } from "../../connector/json.ts";
import type { ParameterRef, Pointer } from "../../connector/refs.ts";
import type { ParameterValues } from "../../connector/request.ts";

/** What a pager may know of an answer. */
export interface PageAnswer {
  /** A member of the body. */
  member(at: Pointer): Json | undefined;
  /** A member of the last record. */
  ofLast(at: Pointer): Json | undefined;
  header(name: string): string | null;
  /** Address that answered, for relative links. */
  readonly url: string;
  /** Records that it holds. */
  readonly count: number;
  /** Records that this pass over the list has read, those of this page included. */
  readonly read: number;
  /** Places by which they stand behind where they were expected (`overlap`). Default 0. */
  readonly moved?: number | undefined;
}

/** What paging adds to a request: parameters, or a whole address that replaces the built one. */
export interface PageAsk {
  readonly parameters: ParameterValues;
  readonly url?: string | undefined;
}

/** The successor of a page. A list ends only by the signal that has authority over it, never because a page was short. */
export type NextPage =
  | { readonly kind: "more"; readonly next: Json }
  | { readonly kind: "end" }
  | { readonly kind: "broken"; readonly failure: Failure };

/** One way of reading a list. Pure: what it remembers between pages is `next`, plain JSON that goes into the checkpoint. */
export interface Pager {
  /** `next` of the first page. */
  readonly first: Json;
  /** Whether a position is a token of the vendor's, which it may forget (400 or 410) while a run is under way. */
  readonly expires: boolean;
  /**
   * How it shows that a list whose positions count records moved while it was read. `overlap`: a page can begin with records of the one before it.
   * `again`: only another reading shows it. Absent: positions name records, and nothing that comes or goes moves them.
   */
  readonly shifts?: "overlap" | "again" | undefined;
  /** `back`: records before the position with which the page begins (`overlap`). Default 0. */
  ask(next: Json, back?: number): PageAsk;
  after(next: Json, answer: PageAnswer): NextPage;
  /** The position behind this many records, as the style counts, for positions that count records. */
  past?(next: Json, items: number): Json;
}

export const end: NextPage = Object.freeze({ kind: "end" });

/** How a list goes on whose next page is asked for under an address that the vendor gave. */
export const byAddress: Pick<Pager, "first" | "expires" | "ask"> = {
  first: null,
  expires: true,
  ask: (next) => ({ parameters: {}, url: typeof next === "string" ? next : undefined }),
};

/** How a list goes on whose next page is asked for with a token in this parameter. */
export function byToken(param: ParameterRef): Pick<Pager, "first" | "expires" | "ask"> {
  return { ...byAddress, ask: (next) => ({ parameters: next === null ? {} : { [param]: next } }) };
}

export function more(next: Json): NextPage {
  return { kind: "more", next };
}
