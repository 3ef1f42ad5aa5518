// A process that runs its share of a range of seeds and tells what it came to.
import { runSeeds } from "./run/run-seeds.ts";
import type { Told } from "./run/range-outcome.ts";
import { hashInTheSameTurn } from "../../scripts/testing/hash-in-the-same-turn.ts";

hashInTheSameTurn();
let stopped = false;
process.once("message", () => {
  stopped = true;
});
const [from = 1, seeds = 1, every = 1] = process.argv.slice(2).map(Number);
const outcome = await runSeeds({ from, seeds, every, isStopped: () => stopped });
const told: Told = { ...outcome, cells: [...outcome.cells] };
process.send?.(told, () => process.disconnect());
