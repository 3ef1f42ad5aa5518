import { drawScenario, least } from "../plan/draw-scenario.ts";
import { together } from "./range-outcome.ts";
import type { RangeOutcome } from "./range-outcome.ts";
import { runScenario } from "./run-scenario.ts";

export interface SeedRange {
  readonly from: number;
  readonly seeds: number;
  /** Take every nth seed only: how several processes share a range. Default 1. */
  readonly every?: number | undefined;
  /** Asked before each seed. */
  readonly isStopped?: (() => boolean) | undefined;
}

/** Runs seeds in turn and stops at the first that breaks a promise. */
export async function runSeeds({ from, seeds, every = 1, isStopped }: SeedRange): Promise<RangeOutcome> {
  let outcome = together([]);
  for (let seed = from; seed < from + seeds; seed += every) {
    if (isStopped?.() === true || outcome.violation !== undefined) break;
    outcome = together([outcome, await runSeed(seed)]);
  }
  return outcome;
}

async function runSeed(seed: number): Promise<RangeOutcome> {
  const { cells, requests, deaths, strikes, tally, violation } = await runScenario(drawScenario(seed));
  return {
    seeds: 1,
    cells: new Map(cells.map((name) => [name, 1])),
    requests,
    deaths,
    tally,
    idle: strikes < least.faults || deaths < least.crashes ? 1 : 0,
    violation: violation === undefined ? undefined : { seed, violation },
  };
}
