import { chance } from "../random.ts";

/** Which requests a fault strikes. All conditions have to hold; without any, every request. Plain data, as JSON carries it. */
export interface FaultScope {
  /** Only requests of these streams. Default all. */
  readonly streams?: readonly string[] | undefined;
  /** Only these operations: `POST /contacts` as the document writes it, or a kind: `list`, `get`, `create`, `update`, `upsert`, `delete`, `bulk`, `document`, `token`, `authorize`. */
  readonly operation?: string | readonly string[] | undefined;
  /** Only these pages of a list, the first being 1. */
  readonly page?: number | readonly number[] | undefined;
  /** Only these requests, counted from 1 among those that the conditions above let through since the fault was set. */
  readonly request?: number | readonly number[] | undefined;
  /** 0 to 1, drawn by the seed for each request that the conditions above let through. Default 1. */
  readonly probability?: number | undefined;
  /** How many requests in a row a draw strikes. Default 1. */
  readonly burst?: number | undefined;
  /** Not before this many milliseconds after the fault was set, on the vendor's clock. Default 0. */
  readonly fromMs?: number | undefined;
  /** Not from this many milliseconds after the fault was set onwards. Default: without end. */
  readonly untilMs?: number | undefined;
  /** Only so many requests; then the fault clears itself. Default unlimited. */
  readonly times?: number | undefined;
}

/** What a scope is held against: a request, or an event that is about to be sent. */
export interface FaultSubject {
  readonly stream: string | undefined;
  /** `METHOD /path` of the document; undefined where nothing lives. */
  readonly operation: string | undefined;
  readonly kind: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The page of a list that is asked for, from 1; undefined for anything else. */
  readonly page: () => number | undefined;
}

/** Do the conditions hold that do not depend on what happened before? */
export function isMeant({ streams, operation, page }: FaultScope, subject: FaultSubject): boolean {
  if (streams !== undefined && (subject.stream === undefined || !streams.includes(subject.stream))) return false;
  if (operation !== undefined && !listOf(operation).some((each) => each === subject.operation || each === subject.kind))
    return false;
  return page === undefined || listOf(page).includes(subject.page() ?? 0);
}

/** Does a fault strike the `ordinal`-th request that it is meant for, `ageMs` after it was set? Fixed by `draw`, whatever else happens meanwhile. */
export function strikes(
  { request, probability = 1, burst = 1, fromMs = 0, untilMs = Infinity }: FaultScope,
  { ordinal, ageMs, draw }: { ordinal: number; ageMs: number; draw: readonly (string | number)[] },
): boolean {
  if (ageMs < fromMs || ageMs >= untilMs) return false;
  if (request !== undefined && !listOf(request).includes(ordinal)) return false;
  if (probability >= 1) return true;
  const first = Math.max(1, ordinal - Math.max(1, burst) + 1);
  return Array.from({ length: ordinal - first + 1 }, (_, back) => ordinal - back).some(
    (each) => chance(...draw, each) < probability,
  );
}

/** Does the scope single out requests, rather than strike from now on? */
export const isSelective = ({ streams, operation, page, request, probability, fromMs, untilMs }: FaultScope): boolean =>
  [streams, operation, page, request, probability, fromMs, untilMs].some((condition) => condition !== undefined);

const listOf = <T extends string | number>(value: T | readonly T[]): readonly T[] =>
  typeof value === "object" ? value : [value];
