import type { StreamPlan } from "../vendor/stream-plan.ts";
import { createChance } from "../world/chance.ts";
import type { Chance } from "../world/chance.ts";
import type { Mutation, Scenario } from "./scenario.ts";

/** A smaller account of the same vendor, in a third of the richer seeds. */
export function drawNeighbour(scenario: Scenario): Scenario | undefined {
  const chance = createChance(scenario.seed ^ 0x2b97);
  if (!chance.is(0.33)) return undefined;
  const streams = scenario.streams.map((plan) => ({ ...plan, records: Math.min(plan.records, chance.whole(3, 30)) }));
  return {
    ...scenario,
    seed: scenario.seed + 1_000_000,
    streams,
    mutations: drawMutations(chance, streams),
    // Of each kind the seed's own connection has enough.
    faults: scenario.faults.filter(() => chance.is(0.3)),
    crashes: [],
    disturbances: [],
  };
}

function drawMutations(chance: Chance, streams: readonly StreamPlan[]): readonly Mutation[] {
  const kinds = ["create", "update", "update", "remove"] as const;
  return Array.from({ length: chance.whole(5, 15) }, () => ({
    at: chance.whole(0, 50_000),
    stream: chance.of(streams).name,
    kind: chance.of(kinds),
    pick: chance.next(),
  }));
}
