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

/** What is known once an answer has told of its window. Within one window it may be older than what has been taken since: it can only lower the rest. */
export function learned(known: LimitState, told: LimitState): LimitState {
  const limit = told.limit ?? known.limit;
  const same = known.untold || Math.abs(told.resetAt - known.resetAt) < sameWindowMs;
  const left = known.limit === undefined && known.untold ? (limit ?? Infinity) + known.remaining : known.remaining;
  return { ...told, limit, remaining: same ? Math.min(left, told.remaining) : told.remaining };
}
