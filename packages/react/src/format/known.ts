/** The largest time that a `Date` can hold (ECMA-262, Time Values). */
const latestTime = 8.64e15;

/** True for a number that may be shown: a status source can send anything. */
export function isKnownNumber(value: unknown): value is number {
  return Number.isFinite(value) && Number(value) >= 0;
}

/** The number, where it may be shown; else none of what it counts is known of. */
export function knownCount(value: number | undefined): number {
  return isKnownNumber(value) ? value : 0;
}

/** True for epoch milliseconds that `Intl` can format. */
export function isKnownTime(value: unknown): value is number {
  return Number.isFinite(value) && Math.abs(Number(value)) <= latestTime;
}
