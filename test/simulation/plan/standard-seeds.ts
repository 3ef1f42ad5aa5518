import type { Cell } from "./cells.ts";
import { cells } from "./cells.ts";
import { createChance } from "../world/chance.ts";

/** The seeds of `npm test`: shares that can be run apart, each of which meets cells of its own. */
const shares = 4;
export const seedsOfShare = 500;
export const standardSeeds = shares * seedsOfShare;

/** Cells that each seed is about: one for each of its streams. */
const cellsOfSeed = 3;

/** All cells, in an order that mixes faults, styles and crash points. */
const mixed = createChance(2030).shuffled(cells);

/** The first seed of a share; shares are counted from 1. */
export const firstOfShare = (share: number): number => (share - 1) * seedsOfShare + 1;

/** The cells that a share meets. */
const cellsOfShare = (share: number): readonly Cell[] => mixed.filter((_, index) => index % shares === share - 1);

/** The cells that a seed is about. The seeds of a share take those of the share in turn; beyond the standard ones they begin again. */
export function cellsOf(seed: number): readonly Cell[] {
  const nth = (seed - 1) % standardSeeds;
  const own = cellsOfShare(Math.floor(nth / seedsOfShare) + 1);
  const first = (nth % seedsOfShare) * cellsOfSeed;
  return Array.from({ length: cellsOfSeed }, (_, index) => own[(first + index) % own.length]).filter(
    (cell) => cell !== undefined,
  );
}
