import type { Incremental } from "../../connector/contract.ts";
import { coarseness } from "./grain.ts";

/** A range of times, both ends included, in epoch milliseconds. Without `to`: to the end of time. */
export interface Interval {
  readonly from: number;
  readonly to?: number | undefined;
}

/** The same times in order, ranges that touch or overlap as one. */
export function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const merged: Interval[] = [];
  for (const next of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last === undefined || endOf(last) < next.from) merged.push(next);
    else merged[merged.length - 1] = endOf(last) >= endOf(next) ? last : { ...last, to: next.to };
  }
  return merged;
}

/** The times of some ranges that are not within others; both keep the values at which they meet, so that none is lost between them. */
export function without(intervals: readonly Interval[], others: readonly Interval[]): readonly Interval[] {
  return others.reduce<readonly Interval[]>((left, other) => left.flatMap((each) => around(each, other)), intervals);
}

function around(each: Interval, other: Interval): readonly Interval[] {
  if (holds([other], each)) return [];
  if (endOf(other) <= each.from || endOf(each) <= other.from) return [each];
  const before = each.from < other.from ? [{ from: each.from, to: other.from }] : [];
  return other.to !== undefined && other.to < endOf(each) ? [...before, { ...each, from: other.to }] : before;
}

/** Whether one of these holds all of a range. */
export function holds(intervals: readonly Interval[], range: Interval): boolean {
  return intervals.some((each) => each.from <= range.from && endOf(range) <= endOf(each));
}

export interface Cut {
  readonly window: Interval;
  readonly rest: readonly Interval[];
}

/**
 * Cuts the first window off. Neighbours share the value at which they meet, so that none is lost between them. A range without an end is cut up to
 * `horizon`; its last window has no end either: what is dated ahead of our clock is in it.
 */
export function cutWindow(
  [first, ...others]: readonly Interval[],
  { spanMs, horizon }: { readonly spanMs: number; readonly horizon: number },
): Cut | undefined {
  if (first === undefined) return undefined;
  const end = first.from + spanMs;
  if (end >= (first.to ?? horizon)) return { window: first, rest: others };
  return { window: { from: first.from, to: end }, rest: [{ ...first, from: end }, ...others] };
}

export interface Halving {
  readonly format: Incremental["format"];
  /** Where a range without an end is taken to end. */
  readonly horizon: number;
}

/**
 * Two ranges that are one together, and share the value at which they meet. `undefined`: nothing shorter can be asked for. Not even whole days are cut
 * between two values: the vendor may leave the last day of a range out, and a field that is written with a time is finer than what is asked with.
 */
export function halve({ from, to }: Interval, { format, horizon }: Halving): readonly [Interval, Interval] | undefined {
  if (format === "opaque") return undefined;
  const grain = coarseness[format];
  const half = grain * Math.floor(((to ?? horizon) - from) / (2 * grain));
  if (half <= 0) return undefined;
  const middle = from + half;
  return [
    { from, to: middle },
    { from: middle, ...(to !== undefined && { to }) },
  ];
}

function endOf({ to = Infinity }: Interval): number {
  return to;
}
