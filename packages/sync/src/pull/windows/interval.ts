import type { Incremental } from "../../connector/contract.ts";

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

const grains: Readonly<Record<Incremental["format"], number>> = Object.freeze({
  "date-time": 1,
  date: 86_400_000,
  "epoch-s": 1000,
  "epoch-ms": 1,
  opaque: 0,
});

/** Smallest difference between two bounds that a vendor can be told, in milliseconds. */
export function grainOf(format: Incremental["format"]): number {
  return grains[format];
}

export interface Halving {
  readonly format: Incremental["format"];
  /** Where a range without an end is taken to end. */
  readonly horizon: number;
}

/**
 * Two ranges that are one together, and share the value at which they meet. `undefined`: nothing shorter can be asked for. Only whole days are cut
 * between two values: a field that is written with a time may be finer than what is asked with.
 */
export function halve({ from, to }: Interval, { format, horizon }: Halving): readonly [Interval, Interval] | undefined {
  if (format === "opaque") return undefined;
  const length = (to ?? horizon) - from;
  const grain = grainOf(format);
  const half = grain * Math.floor(length / (2 * grain));
  const rest = to === undefined ? {} : { to };
  if (half > 0)
    return [
      { from, to: from + half },
      { from: from + half, ...rest },
    ];
  return format === "date" && length >= grain
    ? [
        { from, to: from },
        { from: from + grain, ...rest },
      ]
    : undefined;
}

function endOf({ to = Infinity }: Interval): number {
  return to;
}
