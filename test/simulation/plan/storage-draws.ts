import { createChance } from "../world/chance.ts";
import type { Chance } from "../world/chance.ts";
import { storageFaults } from "./scenario.ts";
import type { Scenario, StorageTrouble } from "./scenario.ts";

/** Latest moment at which storage begins to fail, milliseconds since the beginning. */
const lastTrouble = 50_000;

/** The scenario with a storage that fails now and then, dry runs, and a server that works step by step: each in this share of the seeds. */
export function withStorageTroubles(scenario: Scenario, share: number): Scenario {
  const chance = createChance(scenario.seed ^ 0x5d15);
  const storageTroubles = chance.is(share) ? drawTroubles(chance) : undefined;
  const more = createChance(scenario.seed ^ 0x37aa);
  const [dryRuns, jobs] = [more.is(share) ? true : undefined, more.is(share) ? true : undefined] as const;
  return { ...scenario, storageTroubles, dryRuns, jobs };
}

/**
 * In this share of the seeds storage fails amid the trouble, a server works step by step beside the tabs, and once everything else is over storage runs short
 * and a pull is tried dry. The other seeds stay as they are.
 */
export function withFewStorageTroubles(scenario: Scenario, share: number): Scenario {
  const chance = createChance(scenario.seed ^ 0x5d15);
  if (!chance.is(share)) return scenario;
  return {
    ...scenario,
    storageTroubles: drawTroubles(chance),
    jobs: true,
    // To look at everything that is stored takes a multiple of the time over IndexedDB.
    dryRuns: scenario.store === "memory" ? "afterwards" : undefined,
  };
}

function drawTroubles(chance: Chance): readonly StorageTrouble[] {
  return Array.from({ length: chance.whole(3, 9) }, () => {
    const kind = chance.of(storageFaults);
    const isOfCommits = kind === "full" || kind === "unsure";
    return {
      // Half of them early, while the first reads are under way.
      at: chance.is(0.5) ? chance.whole(0, 4000) : chance.whole(0, lastTrouble),
      kind,
      pick: chance.next(),
      spares: chance.whole(0, isOfCommits ? 8 : 40),
      // Longer than a lease is respected, too.
      ms: chance.is(0.5) ? 0 : chance.is(0.7) ? chance.whole(50, 4000) : chance.whole(4000, 20_000),
    };
  });
}
