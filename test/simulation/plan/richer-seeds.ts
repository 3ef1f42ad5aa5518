import type { FaultRule } from "@waybill/emulator";
import { styles } from "../vendor/stream-plan.ts";
import type { StreamPlan } from "../vendor/stream-plan.ts";
import { createChance } from "../world/chance.ts";
import type { Chance } from "../world/chance.ts";
import { faultCatalogue } from "./fault-catalogue.ts";
import { firstNewerSeed } from "./newer-seeds.ts";
import { withProduct } from "./product-draws.ts";
import { withFewStorageTroubles, withStorageTroubles } from "./storage-draws.ts";
import type { Scenario, PlannedFault } from "./scenario.ts";

/** The first of the seeds in which products make their own records, look out for drift, encrypt what they store, and read children of parents. */
export const firstRicherSeed = 20_001;

/** The scenario with more in it: with all that there is for a richer seed, and for a standard one now and then with what may follow its trouble. */
export function enriched(scenario: Scenario): Scenario {
  if (scenario.seed < firstNewerSeed) return withFewStorageTroubles(scenario, 0.125);
  if (scenario.seed < firstRicherSeed) return scenario;
  return withStorageTroubles(withProduct(withFamily(scenario)), 0.5);
}

function withFamily(scenario: Scenario): Scenario {
  const { seed } = scenario;
  const chance = createChance(seed ^ 0x71c4);
  const streams = scenario.streams.map((plan) => ({ ...plan, mapped: chance.is(0.6) }));
  const more = createChance(seed ^ 0x6d2f);
  const family = withDescendants(more, chance.is(0.7) ? drawFamily(chance) : []);
  return {
    ...scenario,
    // It runs over IndexedDB, which takes a multiple of the time.
    store: chance.is(0.08) ? "encrypted" : "memory",
    drift: drawDrift(chance, more),
    endings: more.is(0.35) ? true : undefined,
    releaseAt: chance.is(0.7) ? chance.whole(2000, 45_000) : undefined,
    pagesPerCommit: chance.of([1, 2, 4]),
    streams: [...streams, ...family],
    mutations: [...scenario.mutations, ...drawFamilyLife(chance, family), ...drawOrphans(more, family)],
    faults: [...scenario.faults, ...family.map((plan) => drawFault(chance, plan, family))],
  };
}

function drawDrift(chance: Chance, more: Chance): Scenario["drift"] {
  const usual = chance.is(0.3) ? undefined : chance.of(["evolve", "quarantine"] as const);
  return more.is(0.2) ? "stop" : usual;
}

/** Children of the children in half of the families, and children that stay when their parents go wherever their keys say whose they are. */
function withDescendants(chance: Chance, family: readonly StreamPlan[]): readonly StreamPlan[] {
  const [parent, child] = family;
  if (child?.parent === undefined || parent === undefined) return family;
  const isBelow = child.parent.keys === "below-parent";
  const grandchild = chance.is(0.5) ? [drawGrandchild(chance, child)] : [];
  // Those whose keys do not say whose they are would be asked for below parents that are gone.
  const mayKeep = isBelow && grandchild.every((plan) => plan.parent?.keys === "below-parent");
  const orphans = mayKeep && chance.is(0.5) ? "keep" : undefined;
  const [parents, children] =
    grandchild.length === 0
      ? [parent, child]
      : [
          { ...parent, records: chance.whole(3, 5) },
          // Like the parents: of what is gone nothing else tells but a whole read that is proven.
          { ...child, records: chance.whole(2, 4), total: true, incremental: undefined },
        ];
  return [parents, { ...children, parent: { ...child.parent, orphans } }, ...grandchild];
}

function drawGrandchild(chance: Chance, child: StreamPlan): StreamPlan {
  const keys = chance.of(["own", "below-parent"] as const);
  const above = child.parent?.keys === "below-parent" && chance.is(0.6) ? child.parent.stream : undefined;
  return {
    ...child,
    name: "s6",
    style: chance.of(listStyles),
    total: chance.is(0.8),
    records: chance.whole(2, 4),
    pageSize: chance.whole(1, 3),
    incremental: chance.is(0.6) ? { order: "unknown", granularityMs: chance.of([1, 1000]) } : undefined,
    mapped: chance.is(0.3),
    parent: {
      stream: child.name,
      keys,
      orphans: keys === "below-parent" && chance.is(0.3) ? "keep" : undefined,
      above,
    },
  };
}

const listStyles = styles.filter((style) => style !== "none" && style !== "graphql" && style !== "page");

/** Parents, and a list of children for each of them: few, since each has a list of its own. */
function drawFamily(chance: Chance): readonly StreamPlan[] {
  const common = { end: undefined, key: chance.of(["text", "number"] as const), tombstones: false };
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
    style: chance.of(listStyles),
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

/** Where children stay when their parents go, parents go that are stored: late, when most streams were read. */
function drawOrphans(chance: Chance, family: readonly StreamPlan[]): Scenario["mutations"] {
  return family.flatMap(({ parent }) =>
    parent?.orphans === undefined
      ? []
      : Array.from({ length: 2 }, () => ({
          at: chance.whole(40_000, 59_000),
          stream: parent.stream,
          kind: "remove" as const,
          pick: chance.next(),
        })),
  );
}

/** Parents suffer from nothing that lies about them: whose children are whose would be anybody's guess. */
function drawFault(chance: Chance, plan: StreamPlan, family: readonly StreamPlan[]): PlannedFault {
  const hasChildren = family.some(({ parent }) => parent?.stream === plan.name);
  const isHonest = (each: (typeof faultCatalogue)[number], options: Readonly<Record<string, unknown>>): boolean =>
    !hasChildren || (each.lie(plan, options) === "none" && each.kind !== "random");
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
