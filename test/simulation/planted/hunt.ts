import { simulateCommand } from "../run/command.ts";
import type { PlantedBug } from "./bugs.ts";
import { plant } from "./plant.ts";

/** How a planted bug was met. */
export interface Hunt {
  readonly isCaught: boolean;
  /** What the simulation said. */
  readonly said: string;
}

/** Runs seeds on sources with the bug until one of them breaks a promise. */
export async function hunt(bug: PlantedBug, range: { readonly from: number; readonly seeds: number }): Promise<Hunt> {
  const planting = plant(bug);
  try {
    const args = [`--from=${range.from}`, `--seeds=${range.seeds}`, "--processes=1", "--no-shrink"];
    const { code, text } = await simulateCommand(args, planting.environment);
    return { isCaught: code === 1 && /^Seed \d+ broke /m.test(text), said: text };
  } finally {
    planting.dispose();
  }
}
