import type { FaultRule } from "@waybill/emulator";
import { styles } from "../vendor/stream-plan.ts";
import type { StreamPlan } from "../vendor/stream-plan.ts";
import { createChance } from "../world/chance.ts";
import type { Chance } from "../world/chance.ts";
import { faultCatalogue } from "./fault-catalogue.ts";
import type { Scenario, PlannedFault } from "./scenario.ts";

/** The first of the seeds in which products make their own records, look out for drift, encrypt what they store, and read children of parents. */
export const firstRicherSeed = 20_001;

/** The scenario with more in it, for a richer seed; those of the others as they are. */
export function enriched(scenario: Scenario): Scenario {
  const { seed } = scenario;
  if (seed < firstRicherSeed) return scenario;
  const chance = createChance(seed ^ 0x71c4);
  const streams = scenario.streams.map((plan) => ({ ...plan, mapped: chance.is(0.6) }));
  const family = chance.is(0.7) ? drawFamily(chance) : [];
  return {
    ...scenario,
    // It runs over IndexedDB, which takes a multiple of the time.
    store: chance.is(0.08) ? "encrypted" : "memory",
    drift: chance.is(0.3) ? undefined : chance.of(["evolve", "quarantine"]),
    releaseAt: chance.is(0.7) ? chance.whole(2000, 45_000) : undefined,
    pagesPerCommit: chance.of([1, 2, 4]),
    streams: [...streams, ...family],
    mutations: [...scenario.mutations, ...drawFamilyLife(chance, family)],
    faults: [...scenario.faults, ...family.map((plan) => drawFault(chance, plan))],
  };
}

/** Parents, and a list of children for each of them: few, since each has a list of its own. */
function drawFamily(chance: Chance): readonly StreamPlan[] {
  const common = { end: undefined, key: chance.of(["text", "number"] as const), tombstones: false };
  const paged = styles.filter((style) => style !== "none" && style !== "graphql" && style !== "page");
  const parent: StreamPlan = {
    ...common,
    name: "s4",
    style: chance.of(["cursor", "link-header", "next-url"]),
    total: true,
    records: chance.whole(5, 9),
    pageSize: chance.whole(2, 6),
    // All of them are read each time: of what is gone nothing else tells.
    incremental: undefined,
  };
  const child: StreamPlan = {
    ...common,
    name: "s5",
    style: chance.of(paged),
    total: chance.is(0.8),
    records: chance.whole(4, 8),
    pageSize: chance.whole(2, 4),
    incremental: chance.is(0.6) ? { order: "unknown", granularityMs: chance.of([1, 1000]) } : undefined,
    mapped: chance.is(0.3),
    parent: { stream: parent.name, keys: chance.of(["own", "below-parent"]) },
  };
  return [parent, child];
}

function drawFamilyLife(chance: Chance, family: readonly StreamPlan[]): Scenario["mutations"] {
  const kinds = ["create", "update", "update", "remove"] as const;
  return family.flatMap(({ name }) =>
    Array.from({ length: chance.whole(3, 7) }, () => ({
      at: chance.is(0.5) ? chance.whole(0, 4000) : chance.whole(0, 50_000),
      stream: name,
      kind: chance.of(kinds),
      pick: chance.next(),
    })),
  );
}

/** Parents suffer from nothing that lies about them: whose children are whose would be anybody's guess. */
function drawFault(chance: Chance, plan: StreamPlan): PlannedFault {
  const isHonest = (each: (typeof faultCatalogue)[number], options: Readonly<Record<string, unknown>>): boolean =>
    plan.parent !== undefined || (each.lie(plan, options) === "none" && each.kind !== "random");
  const entries = faultCatalogue.filter((each) => each.applies(plan) && each.needs === undefined);
  for (;;) {
    const entry = chance.of(entries);
    const options = entry.options(chance);
    if (!isHonest(entry, options)) continue;
    const [from, lasts] = [chance.whole(2, 12), chance.whole(...entry.lasts)];
    const when = { streams: [plan.name], request: Array.from({ length: lasts }, (_, index) => from + index) };
    // The catalogue draws each kind's own options.
    return { stream: plan.name, rule: { fault: entry.kind, when, options } as FaultRule };
  }
}
