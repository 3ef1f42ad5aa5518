import type { Violation } from "../checks/violation.ts";
import { drawScenario, least } from "../plan/draw-scenario.ts";
import { addCells } from "../report/cell-counts.ts";
import type { CellCounts } from "../report/cell-counts.ts";
import { runScenario } from "./run-scenario.ts";

export interface SeedRange {
  readonly from: number;
  readonly seeds: number;
  /** Take every nth seed only: how several processes share a range. Default 1. */
  readonly every?: number | undefined;
  /** Asked before each seed. */
  readonly isStopped?: (() => boolean) | undefined;
}

/** What a range of seeds came to. */
export interface RangeOutcome {
  readonly seeds: number;
  readonly violation: { readonly seed: number; readonly violation: Violation } | undefined;
  readonly cells: CellCounts;
  readonly requests: number;
  readonly deaths: number;
  /** Seeds in which less went wrong than is promised, since a fault found nobody to strike. */
  readonly idle: number;
}

/** Runs seeds in turn and stops at the first that breaks a promise. */
export async function runSeeds({ from, seeds, every = 1, isStopped }: SeedRange): Promise<RangeOutcome> {
  const cells = new Map<string, number>();
  let [requests, deaths, idle, done] = [0, 0, 0, 0];
  for (let seed = from; seed < from + seeds; seed += every) {
    if (isStopped?.() === true) break;
    const outcome = await runScenario(drawScenario(seed));
    addCells(cells, outcome.cells);
    requests += outcome.requests;
    deaths += outcome.deaths;
    done += 1;
    if (outcome.strikes < least.faults || outcome.deaths < least.crashes) idle += 1;
    if (outcome.violation !== undefined)
      return { seeds: done, violation: { seed, violation: outcome.violation }, cells, requests, deaths, idle };
  }
  return { seeds: done, violation: undefined, cells, requests, deaths, idle };
}
