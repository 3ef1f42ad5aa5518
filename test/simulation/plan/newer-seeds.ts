import type { StreamPlan } from "../vendor/stream-plan.ts";
import { inWay, ways } from "../vendor/way.ts";
import { createChance } from "../world/chance.ts";
import type { Cell } from "./cells.ts";
import { faultNamed } from "./fault-catalogue.ts";

/** The first of the seeds whose streams go on otherwise than by a watermark, above those of the table. */
export const firstNewerSeed = 10_001;

const dayMs = 86_400_000;

/** The streams of a newer seed, each going on in some way, as far as the fault that it is about leaves it to; those of the others as they are. */
export function withWays(seed: number, streams: readonly StreamPlan[], focus: readonly Cell[]): readonly StreamPlan[] {
  if (seed < firstNewerSeed) return streams;
  const chance = createChance(seed ^ 0x3a75);
  return streams.map((plan, index) => {
    const changed = inWay(plan, chance.of(ways), chance.whole(4, 12) * dayMs);
    const about = focus[index]?.fault;
    return about === undefined || faultNamed(about).applies(changed) ? changed : plan;
  });
}
