import type { LimitState } from "../stores.ts";

/** Two resets that differ by less belong to one window: vendors count in whole seconds. */
const sameWindowMs = 1000;
/** How long a window that no answer has told of yet is taken to last: until then somebody hears of it, unless all who asked were lost. */
const untoldMs = 60_000;

/**
 * What is left now. Once the time of a window has come the next has begun, full where the limit is known; where it is not, all may go, and `remaining`
 * counts below zero how many have gone until somebody hears what the limit is.
 */
export function renewed(state: LimitState | undefined, now: number): LimitState {
  if (state !== undefined && state.resetAt > now) return state;
  return { limit: state?.limit, remaining: state?.limit ?? 0, resetAt: now + untoldMs, untold: true };
}

/** What is left when something of this cost has left; undefined when it may not. What costs more than a whole limit goes when the limit is unused. */
export function lessened(state: LimitState, cost: number): LimitState | undefined {
  const { remaining, limit, untold } = state;
  const price = Math.min(cost, limit ?? cost);
  const permitted = remaining >= price || (untold && limit === undefined);
  return permitted ? { ...state, remaining: remaining - price } : undefined;
}

/**
 * What is known once an answer has told of its window. Within one window it may be older than what has been taken since: it can only lower the rest. Of an
 * earlier window it tells nothing.
 */
export function learned(known: LimitState, told: LimitState): LimitState {
  if (isEarlier(known, told)) return known;
  const limit = told.limit ?? known.limit;
  const same = known.untold || Math.abs(told.resetAt - known.resetAt) < sameWindowMs;
  const left = known.limit === undefined && known.untold ? (limit ?? Infinity) + known.remaining : known.remaining;
  if (!same) return { ...told, limit };
  return { ...told, limit, remaining: Math.min(left, told.remaining), toldAt: knownAt(known) };
}

/** Whether an answer tells of a window before the one that is known. One that was asked for after that became known does not, whatever it says. */
function isEarlier(known: LimitState, { resetAt, askedAt, toldAt = 0 }: LimitState): boolean {
  const since = knownAt(known);
  if (askedAt !== undefined && askedAt >= since) return false;
  if (!known.untold) return resetAt <= known.resetAt - sameWindowMs;
  // The vendor spoke at some time while the answer was on its way, and rounded up.
  const travelMs = toldAt - (askedAt ?? toldAt);
  return resetAt - travelMs <= since + sameWindowMs;
}

/** Since when a window is known. One that nobody has told of is since its beginning. */
function knownAt({ untold, resetAt, toldAt = 0 }: LimitState): number {
  return untold ? resetAt - untoldMs : toldAt;
}
