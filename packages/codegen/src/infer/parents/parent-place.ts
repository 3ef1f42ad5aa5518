import { isParameterSegment, segmentsOf } from "../document/path.ts";

/** Whether a list stands in the same part of the API: `/tax/transactions` are no `/treasury/transactions`. */
export function isWithin(above: string, path: string): boolean {
  const literals = segmentsOf(path).filter((segment) => !isParameterSegment(segment));
  return segmentsOf(above)
    .filter((segment) => !isParameterSegment(segment))
    .slice(0, -1)
    .every((segment) => literals.includes(segment));
}

/**
 * Whether a list's path says more of its records than whose they are: `/user/starred/repos` lists no `/repos` that nobody starred. What stands there as
 * well, a version, and who asks are no such words.
 */
export function mayHoldPart(above: string, path: string): boolean {
  const segments = segmentsOf(path).slice(0, -1);
  const literals = new Set(segmentsOf(above));
  const own = segments.slice(segments.findLastIndex(isParameterSegment) + 1);
  return own.some((segment) => !literals.has(segment) && !OF_NOBODY_ELSE.test(segment));
}

const OF_NOBODY_ELSE = /^(v\d[\w.]*|api|rest|me|my|self|user|account|viewer|current)$/i;
