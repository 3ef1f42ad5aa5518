import type { Violation } from "../checks/violation.ts";
import type { CellCounts } from "../report/cell-counts.ts";
import { sum as sumOfTallies } from "./tally.ts";
import type { Tally } from "./tally.ts";

/** What a range of seeds came to. */
export interface RangeOutcome {
  readonly seeds: number;
  readonly violation: { readonly seed: number; readonly violation: Violation } | undefined;
  readonly cells: CellCounts;
  readonly requests: number;
  readonly deaths: number;
  /** What else happened. */
  readonly tally: Tally;
  /** Seeds in which less went wrong than is promised, since a fault found nobody to strike. */
  readonly idle: number;
}

/** A range's outcome as it goes from one process to another. */
export type Told = Omit<RangeOutcome, "cells"> & { readonly cells: Iterable<readonly [string, number]> };

/** What several ranges came to; of broken promises the one of the first seed. */
export function together(outcomes: readonly Told[]): RangeOutcome {
  const cells = new Map<string, number>();
  for (const { cells: met } of outcomes)
    for (const [name, count] of met) cells.set(name, (cells.get(name) ?? 0) + count);
  const sum = (of: (each: Told) => number): number => outcomes.reduce((total, each) => total + of(each), 0);
  const broken = outcomes.flatMap(({ violation }) => (violation === undefined ? [] : [violation]));
  return {
    cells,
    seeds: sum(({ seeds }) => seeds),
    requests: sum(({ requests }) => requests),
    deaths: sum(({ deaths }) => deaths),
    tally: sumOfTallies(outcomes.map(({ tally }) => tally)),
    idle: sum(({ idle }) => idle),
    violation: broken.toSorted((a, b) => a.seed - b.seed)[0],
  };
}
