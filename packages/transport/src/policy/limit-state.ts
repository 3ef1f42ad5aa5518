import type { LimitState } from "../stores.ts";

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

/** The window after this one. What may have been taken from it already is gone. */
function begun({ limit, ahead = 0 }: Partial<LimitState>, now: number): LimitState {
  return { limit, remaining: (limit ?? 0) - ahead, resetAt: now + untoldMs, untold: true };
}

/** What is left when something of this cost leaves now; undefined when it may not. What costs more than a whole limit goes when the limit is unused. */
export function lessened(state: LimitState, cost: number, now: number): LimitState | undefined {
  const { remaining, limit, untold, mayRenewAt = Infinity, ahead = 0 } = state;
  const price = Math.min(cost, limit ?? cost);
  const permitted = remaining >= price || (untold && limit === undefined);
  if (!permitted) return undefined;
  const rest = { ...state, remaining: remaining - price };
  return now < mayRenewAt ? rest : { ...rest, ahead: ahead + price };
}

/**
 * What is known once an answer has told of its window. Within one window it may be older than what has been taken since: it can only lower the rest. Of an
 * earlier window it tells nothing; of a later one, that this has ended.
 *
 * The limit holds in every window of which some answer comes a second before its end: by so much resets are rounded. A vendor that is slower than its own
 * windows can be asked for more: what left after a window had ended that nobody had told of is not counted in the next.
 */
export function learned(before: LimitState, told: LimitState): LimitState {
  if (before.untold) return firstTold(before, told);
  return earliestReset(told) >= before.resetAt
    ? firstTold(begun(before, told.toldAt ?? 0), told)
    : toldAgain(before, told);
}

/** What is known of a window once an answer that may be about it has come. */
function firstTold(known: LimitState, told: LimitState): LimitState {
  const toldAt = knownAt(known);
  const mayRenewAt = earliestReset(told);
  if (overlaps(told, toldAt) && mayRenewAt <= toldAt) return known;
  const limit = told.limit ?? known.limit;
  const left = known.limit === undefined ? (limit ?? Infinity) + known.remaining : known.remaining;
  return { limit, remaining: Math.min(left, told.remaining), resetAt: told.resetAt, toldAt, mayRenewAt };
}

function toldAgain(known: LimitState, told: LimitState): LimitState {
  const isOverlapped = overlaps(told, knownAt(known));
  const limit = told.limit ?? known.limit;
  if (told.resetAt > earliestReset(known)) {
    const resetAt = isOverlapped ? known.resetAt : Math.min(known.resetAt, told.resetAt);
    return { ...known, limit, resetAt, remaining: Math.min(known.remaining, told.remaining) };
  }
  // Whoever asked after a window became known and hears of an earlier end knows better: the vendor has lifted a pause.
  return isOverlapped ? known : { ...told, limit, mayRenewAt: earliestReset(told) };
}

/** Whether an answer was asked for before this was known, so that it may be older, and tell of a window before. */
function overlaps({ askedAt }: LimitState, since: number): boolean {
  return askedAt === undefined || askedAt < since;
}

/** The vendor spoke at some time while the answer was on its way, and rounded up. */
function earliestReset({ resetAt, askedAt, toldAt = 0, mayRenewAt }: LimitState): number {
  return mayRenewAt ?? resetAt - (toldAt - (askedAt ?? toldAt)) - roundedMs;
}

/** Since when a window is known. One that nobody has told of is since its beginning. */
function knownAt({ untold, resetAt, toldAt = 0 }: LimitState): number {
  return untold ? resetAt - untoldMs : toldAt;
}
