import { firstOfShare, seedsOfShare } from "../plan/standard-seeds.ts";
import { simulateCommand } from "../run/command.ts";

const isLong = process.env["WAYBILL_LONG"] === "1";

/** Of each share. The rest of the standard seeds is part of the long run. */
const seeds = isLong ? seedsOfShare : 250;

/** Milliseconds. */
export const patience = { timeout: isLong ? 7_200_000 : 900_000 };

/** What a share of the standard seeds came to. */
interface ShareOutcome {
  readonly code: number | null;
  readonly seeds: number;
  /** Cells that every seed missed which is about them. Before all seeds of a share have run, some are left. */
  readonly missed: number;
}

export const kept: ShareOutcome = { code: 0, seeds, missed: 0 };

/** Runs a share of the standard seeds, in a process of its own: several files are run at once. */
export async function runShare(share: number): Promise<ShareOutcome> {
  const given = [`--from=${firstOfShare(share)}`, `--seeds=${seeds}`, "--processes=1", "--no-shrink"];
  const { code, text } = await simulateCommand(given);
  console.log(text);
  const count = (pattern: RegExp): number => Number(pattern.exec(text)?.[1]);
  return { code, seeds: count(/^(\d+) seeds from/m), missed: isLong ? count(/, (\d+) of which were not met/) : 0 };
}
