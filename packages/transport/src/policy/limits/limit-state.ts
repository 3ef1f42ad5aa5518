import type { LimitState } from "../../stores.ts";

/** Vendors count in whole seconds: by so much a reset may be told too late, and two that differ by less may belong to one window. */
const roundedMs = 1000;
/** How long a window that no answer has told of yet is taken to last: until then somebody hears of it, unless all who asked were lost. */
const untoldMs = 60_000;

/**
 * What is left now. Once the time of a window has come the next has begun, full where the limit is known; where it is not, all may go, and `remaining`
 * counts below zero how many have gone until somebody hears what the limit is.
 */
export function renewed(state: LimitState | undefined, now: number): LimitState {
  return state !== undefined && state.resetAt > now ? state : begun(state ?? {}, now);
}

/** The window after this one. What may have been taken from it already is gone; of one that nobody had told of, nothing is. */
function begun({ limit, untold, ahead = 0 }: Partial<LimitState>, since: number): LimitState {
  const gone = untold ? 0 : Math.min(ahead, limit ?? 0);
  return { limit, remaining: (limit ?? 0) - gone, ahead: gone, resetAt: since + untoldMs, since, untold: true };
}

/**
 * What is left when something of this cost leaves now; undefined when it may not. What costs more than a whole limit goes when the limit is unused. The
 * first of a window that nobody has told of goes whatever is left: without it nobody would ever hear.
 */
export function lessened(state: LimitState, cost: number, now: number): LimitState | undefined {
  const { remaining, limit, untold, since = 0, mayRenewAt = Infinity, ahead = 0 } = state;
  const price = Math.min(cost, limit ?? cost);
  const isFirst = untold && (limit === undefined || takenFrom(state) === 0);
  if (now < since || !(isFirst || remaining >= price)) return undefined;
  const rest = { ...state, remaining: remaining - price };
  return now < mayRenewAt ? rest : { ...rest, ahead: ahead + price };
}

/** What has been taken from a window that nobody has told of, since it began. */
function takenFrom({ limit = 0, remaining, ahead = 0 }: LimitState): number {
  return limit - ahead - remaining;
}

/**
 * What is known once an answer has told of its window. Within one window it may be older than what has been taken since: it can only lower the rest. Of an
 * earlier window it tells nothing; of a later one, that this has ended. Nothing left of a limit that it does not name is a pause.
 *
 * The limit holds in every window of which some answer comes a second before its end: by so much resets are rounded. It can be exceeded by a vendor that
 * is slower than its own windows, as what left after a window had ended that nobody had told of is not counted in the next, and by the first call of a
 * window, where that costs more than another and nobody has told of what left about when the window began.
 */
export function learned(before: LimitState, told: LimitState): LimitState {
  if (told.limit === undefined && told.remaining <= 0) return paused(before, told.resetAt);
  if (before.untold) return firstTold(before, told);
  const { since = 0, resetAt } = before;
  return earliestReset(told) >= resetAt
    ? firstTold(begun(before, Math.max(since, told.toldAt ?? 0)), told)
    : toldAgain(before, told);
}

/** A pause within a window gives nothing back of it. One that outlasts it, or that is all that is known of it, ends with the next. */
function paused(state: LimitState, until: number): LimitState {
  const { limit, remaining, resetAt, untold, since = 0 } = state;
  if (until <= since) return state;
  if (untold) return begun({ limit, ahead: (limit ?? 0) - remaining }, until);
  return until < resetAt ? { ...state, since: until } : begun(state, until);
}

/** What is known of a window once an answer that may be about it has come. */
function firstTold(known: LimitState, told: LimitState): LimitState {
  const { since = 0, ahead = 0 } = known;
  const isLate = isOlder(told, since);
  const mayRenewAt = earliestReset(told);
  // Rounding up adds less than a second: a window that may end from here on ends after this one has begun.
  if (isLate && mayRenewAt < since) return known;
  const limit = told.limit ?? known.limit;
  const whole = limit ?? Infinity;
  const taken = takenFrom(known);
  // An answer to something taken from this window has counted all that was asked for before and belongs to it.
  const gone = isLate || taken === 0 ? ahead : Math.min(ahead, whole - told.remaining);
  const remaining = Math.min(whole - gone - taken, told.remaining);
  return { limit, remaining, resetAt: told.resetAt, since, mayRenewAt };
}

function toldAgain(known: LimitState, told: LimitState): LimitState {
  const isLate = isOlder(told, known.since);
  const isShorter = told.resetAt <= earliestReset(known);
  if (isLate && isShorter) return known;
  return {
    ...known,
    limit: told.limit ?? known.limit,
    remaining: Math.min(known.remaining, told.remaining),
    resetAt: isLate ? known.resetAt : Math.min(known.resetAt, told.resetAt),
    mayRenewAt: earliestReset(isShorter ? told : known),
  };
}

/** Whether an answer was asked for before a window was known, so that it may tell of the one before. */
function isOlder({ askedAt }: LimitState, since = 0): boolean {
  return askedAt === undefined || askedAt < since;
}

/** The vendor spoke at some time while the answer was on its way, and rounded up. */
function earliestReset({ resetAt, askedAt, toldAt = 0, mayRenewAt }: LimitState): number {
  return mayRenewAt ?? resetAt - (toldAt - (askedAt ?? toldAt)) - roundedMs;
}
