import { firstOfShare, seedsOfShare } from "../plan/standard-seeds.ts";
import { storageFaults } from "../plan/scenario.ts";
import { simulateCommand } from "../run/command.ts";

/** Milliseconds. */
export const patience = { timeout: 1_800_000 };

/** What a share of the standard seeds came to. */
interface ShareOutcome {
  readonly code: number | null;
  readonly seeds: number;
  /** Seeds in which less went wrong than each of them promises. */
  readonly idle: number;
  /** Cells of its rows that neither its seeds met nor later ones about the same cells. */
  readonly missed: number;
  /** What a few of its seeds plan beside faults and deaths, and none of them met. */
  readonly absent: readonly string[];
}

export const kept: ShareOutcome = { code: 0, seeds: seedsOfShare, idle: 0, missed: 0, absent: [] };

const few = ["jobs", "step more", "dry runs compared", ...storageFaults.map((kind) => `storage ${kind}`)];

/** Runs a share of the standard seeds, in a process of its own: several files are run at once. Prints its rows of the table. */
export async function runShare(share: number): Promise<ShareOutcome> {
  const range = [`--from=${firstOfShare(share)}`, `--seeds=${seedsOfShare}`];
  const { code, text } = await simulateCommand([...range, "--processes=1", "--no-shrink", "--fill", "--table"]);
  console.log(text);
  const count = (pattern: RegExp): number => Number(pattern.exec(text)?.[1]);
  return {
    code,
    seeds: count(/^(\d+) seeds from/m),
    idle: count(/, (\d+) seeds with less trouble/),
    missed: count(/, (\d+) of which were not met/),
    absent: few.filter((name) => !new RegExp(`[:,] ${name} \\d`).test(text)),
  };
}
