import { cellName } from "../plan/cells.ts";
import { cellsOf, standardSeeds } from "../plan/standard-seeds.ts";
import { together } from "./range-outcome.ts";
import type { RangeOutcome } from "./range-outcome.ts";
import { runSeeds } from "./run-seeds.ts";
import type { SeedRange } from "./run-seeds.ts";

/** Later seeds about a cell, after which it is taken for one that cannot be met. */
export const mostTries = 4;

/**
 * Goes on where the seeds of a range left cells empty that they are about: with later seeds about the same ones. Whether a death finds its fault is for
 * the engine to say, so that no draw could promise it.
 */
export async function fillCells(range: SeedRange, outcome: RangeOutcome): Promise<RangeOutcome> {
  let filled = outcome;
  for (let tries = 1; tries <= mostTries; tries += 1)
    for (const seed of seedsAboutEmpty(range, filled)) {
      if (filled.violation !== undefined) return filled;
      const later = await runSeeds({ from: seed + tries * standardSeeds, seeds: 1 });
      filled = together([filled, later]);
    }
  return filled;
}

/** One for each cell. */
function seedsAboutEmpty({ from, seeds }: SeedRange, { cells }: RangeOutcome): readonly number[] {
  const about = new Map<string, number>();
  for (let seed = from; seed < from + seeds; seed += 1)
    for (const cell of cellsOf(seed)) if (!cells.has(cellName(cell))) about.set(cellName(cell), seed);
  return [...new Set(about.values())];
}
