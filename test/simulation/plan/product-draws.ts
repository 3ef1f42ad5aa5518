import type { FaultRule } from "@waybill/emulator";
import { createChance } from "../world/chance.ts";
import type { Chance } from "../world/chance.ts";
import { drawNeighbour } from "./neighbours.ts";
import type { PlannedFault, Scenario } from "./scenario.ts";

/** The scenario with what a product and its people do beside syncing, and another connection in a third of the seeds. */
export function withProduct(scenario: Scenario): Scenario {
  const chance = createChance(scenario.seed ^ 0x4e21);
  const people = chance.is(0.5) ? withResolutions(chance, scenario) : scenario;
  const product = { ...people, ...drawHabits(chance, people) };
  return { ...product, neighbour: drawNeighbour(product) };
}

/** People look at what is kept aside: mostly where records are kept for what they hold, and where a release takes them as they are. */
function withResolutions(chance: Chance, scenario: Scenario): Scenario {
  const drift = chance.is(0.7) ? "quarantine" : scenario.drift;
  return {
    ...scenario,
    drift,
    resolutions: true,
    lenient: drift === "quarantine" ? true : undefined,
    releaseAt: scenario.releaseAt ?? chance.whole(2000, 30_000),
    faults: [...scenario.faults, ...drawUnfit(chance, scenario)],
  };
}

/** What the product does on its own, and the store that it chose. */
function drawHabits(chance: Chance, { streams, store }: Scenario): Partial<Scenario> {
  const everyMs = chance.is(0.3) ? chance.whole(8000, 20_000) : undefined;
  return {
    everyMs,
    strangers: chance.is(0.4) ? true : undefined,
    retention: chance.is(0.4) ? true : undefined,
    // Schedules are what could go on.
    disposals: chance.is(everyMs === undefined ? 0.2 : 0.6) ? true : undefined,
    priorities: chance.is(0.3) ? drawPriorities(chance, streams) : undefined,
    // It takes a multiple of the time.
    store: store === "memory" && chance.is(0.06) ? "idb" : store,
    departures: chance.is(0.4) ? true : undefined,
  };
}

function drawPriorities(chance: Chance, streams: Scenario["streams"]): Scenario["priorities"] {
  return Object.fromEntries(streams.filter(() => chance.is(0.6)).map(({ name }) => [name, chance.whole(-2, 3)]));
}

/** Faults that bring what is kept aside. Of parents nothing lies: whose children are whose would be anybody's guess. */
function drawUnfit(chance: Chance, { streams }: Scenario): readonly PlannedFault[] {
  const childless = streams.filter(({ name }) => streams.every(({ parent }) => parent?.stream !== name));
  return Array.from({ length: 4 }, () => {
    const { name } = chance.of(childless);
    const from = chance.whole(1, 10);
    const when = { streams: [name], request: Array.from({ length: chance.whole(3, 12) }, (_, index) => from + index) };
    const options = { mode: chance.of(["retyped", "removed", "nulled"]), field: chance.of(["title", "stage"]) };
    // The options are those of this kind.
    return { stream: name, rule: { fault: "changed_schema", when, options } as FaultRule };
  });
}
