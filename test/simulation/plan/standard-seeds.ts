import type { Cell } from "./cells.ts";
import { cells, rowName } from "./cells.ts";
import { createChance } from "../world/chance.ts";

/** The standard seeds: shares that can be run apart, each of which meets rows of the table of its own. */
const shares = 4;
export const seedsOfShare = 500;
export const standardSeeds = shares * seedsOfShare;

/** Cells that each seed is about: one for each of its streams. */
const cellsOfSeed = 3;

const chance = createChance(2030);

/** The rows of the table in some order, so that the shares are alike. */
const rows = chance.shuffled([...new Set(cells.map(rowName))]);

/** The cells of each share, in an order that mixes faults, styles and crash points. */
const dealt: readonly (readonly Cell[])[] = Array.from({ length: shares }, (_, share) =>
  chance.shuffled(cells.filter((cell) => rows.indexOf(rowName(cell)) % shares === share)),
);

/** The first seed of a share; shares are counted from 1. */
export const firstOfShare = (share: number): number => (share - 1) * seedsOfShare + 1;

/** The cells that a seed is about. The seeds of a share take those of the share in turn; beyond the standard ones they begin again. */
export function cellsOf(seed: number): readonly Cell[] {
  const nth = (seed - 1) % standardSeeds;
  const own = dealt[Math.floor(nth / seedsOfShare)] ?? [];
  const first = (nth % seedsOfShare) * cellsOfSeed;
  return Array.from({ length: cellsOfSeed }, (_, index) => own[(first + index) % own.length]).filter(
    (cell) => cell !== undefined,
  );
}
