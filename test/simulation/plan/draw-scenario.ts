import type { FaultRule } from "@waybill/emulator";
import type { PaginationStyle } from "@waybill/sync/connector";
import { endsOf } from "../vendor/stream-plan.ts";
import type { StreamPlan } from "../vendor/stream-plan.ts";
import { createChance } from "../world/chance.ts";
import type { Chance } from "../world/chance.ts";
import { moments, seams } from "../world/process.ts";
import type { Seam } from "../world/process.ts";
import type { Cell } from "./cells.ts";
import { faultCatalogue, faultNamed } from "./fault-catalogue.ts";
import type { FaultEntry } from "./fault-catalogue.ts";
import { firstNewerSeed, withWays } from "./newer-seeds.ts";
import { enriched } from "./richer-seeds.ts";
import type { Crash, Disturbance, Mutation, PlannedFault, Scenario } from "./scenario.ts";
import { cellsOf } from "./standard-seeds.ts";

/** How long the vendor changes and things go wrong, milliseconds. */
const troubleMs = 50_000;

/** Longest time until somebody comes in place of who died, milliseconds. */
const mostAbsentMs = 10_000;

/** What every simulation has at least. */
export const least = { streams: 3, records: 300, mutations: 20, faults: 5, crashes: 2 } as const;

/** Life of an access token, milliseconds: so short that tokens are renewed while things go wrong; and so short that they are with every page. */
const tokenLives = { usual: 40_000, short: 1000 } as const;

/** Draws a simulation. */
export function drawScenario(seed: number): Scenario {
  return enriched(drawUsual(seed));
}

/** Some cells of the table are its own; the rest is chance. */
function drawUsual(seed: number): Scenario {
  const chance = createChance(seed);
  const focus = cellsOf(seed);
  const streams = withWays(seed, drawStreams(chance, focus), focus);
  const faults = drawFaults(chance, streams, focus);
  const crashes = drawCrashes(chance, focus);
  const diesRenewing = focus.some(({ seam }) => seam === "tokens" || seam === "lock");
  const needsTokens = diesRenewing || faults.some(needsOauth);
  return {
    seed,
    // One in twenty-four runs over IndexedDB, which takes a multiple of the time.
    store: seed % 24 === 0 ? "idb" : "memory",
    locks: crashes.some(({ seam }) => seam === "lock") || chance.is(0.4),
    auth: needsTokens || chance.is(0.2) ? "oauth" : "none",
    tokenTtlMs: diesRenewing ? tokenLives.short : tokenLives.usual,
    tabs: chance.whole(1, 3),
    backfills: seed >= firstNewerSeed,
    streams,
    mutations: drawMutations(chance, streams),
    faults,
    crashes,
    disturbances: drawDisturbances(chance),
  };
}

const needsOauth = ({ rule }: PlannedFault): boolean => faultNamed(rule.fault).needs === "oauth";

function drawStreams(chance: Chance, focus: readonly Cell[]): readonly StreamPlan[] {
  return focus.map(({ style, fault }, index) => {
    const suits = faultNamed(fault);
    for (let tries = 0; tries < 200; tries += 1) {
      const plan = drawStream(chance, { style, name: `s${index + 1}` });
      if (suits.applies(plan)) return plan;
    }
    throw new RangeError(`No stream of style ${style} suits ${fault}.`);
  });
}

function drawStream(chance: Chance, { style, name }: { style: PaginationStyle; name: string }): StreamPlan {
  const ends = endsOf[style];
  const end = ends.length === 0 ? undefined : chance.of(ends);
  // A list that continues after a key is in the order of that key.
  const orders = style === "keyset" ? (["unknown"] as const) : (["asc", "asc", "unknown", "desc"] as const);
  return {
    name,
    style,
    end,
    total: end === "total" || chance.is(0.7),
    records: 100 + chance.whole(0, 9),
    pageSize: chance.is(0.3) ? chance.whole(10, 25) : chance.whole(26, 60),
    key: chance.of(["text", "number"]),
    incremental: chance.is(0.75)
      ? { order: chance.of(orders), granularityMs: chance.of([1, 1000, 60_000]) }
      : undefined,
    tombstones: chance.is(0.6),
  };
}

function drawFaults(chance: Chance, streams: readonly StreamPlan[], focus: readonly Cell[]): readonly PlannedFault[] {
  const own = focus.flatMap(({ fault }, index) => {
    const [plan, entry] = [streams[index], faultNamed(fault)];
    // As early and as long as may be, so that the death that belongs to it finds it.
    return plan === undefined
      ? []
      : [plannedFault(chance, plan, { entry, from: chance.whole(1, 2), lasts: entry.lasts[1] })];
  });
  const others = Array.from({ length: least.faults - own.length + chance.whole(0, 2) }, () => {
    const plan = chance.of(streams);
    const entry = chance.of(faultCatalogue.filter((each) => each.applies(plan) && each.needs === undefined));
    return plannedFault(chance, plan, { entry, from: chance.whole(3, 9), lasts: chance.whole(...entry.lasts) });
  });
  return [...own, ...others];
}

interface Strikes {
  readonly entry: FaultEntry;
  /** The first request of the stream that it strikes, counted from 1, and how many. */
  readonly from: number;
  readonly lasts: number;
}

function plannedFault(chance: Chance, { name }: StreamPlan, { entry, from, lasts }: Strikes): PlannedFault {
  const when = { streams: [name], request: Array.from({ length: lasts }, (_, index) => from + index) };
  // The catalogue draws each kind's own options.
  const rule = { fault: entry.kind, when, options: entry.options(chance) } as FaultRule;
  return { stream: name, rule };
}

/** Calls of a seam that a stream is likely to see while it suffers from a fault. */
const mostCalls: Readonly<Record<Seam, number>> = { store: 3, fetch: 1, clock: 1, lock: 1, tokens: 1 };

function drawCrashes(chance: Chance, focus: readonly Cell[]): readonly Crash[] {
  const own = focus.map(({ seam, moment }, index) => ({
    seam,
    moment,
    nth: chance.whole(1, mostCalls[seam]),
    afterFault: index,
    absentMs: chance.whole(0, mostAbsentMs),
  }));
  const others = Array.from({ length: chance.whole(0, 1) }, () => ({
    seam: chance.of(seams.filter((seam) => seam === "store" || seam === "fetch" || seam === "clock")),
    moment: chance.of(moments),
    nth: chance.whole(1, 120),
    absentMs: chance.whole(0, mostAbsentMs),
  }));
  return [...own, ...others];
}

function drawMutations(chance: Chance, streams: readonly StreamPlan[]): readonly Mutation[] {
  const kinds = ["create", "update", "update", "update", "remove", "import"] as const;
  return Array.from({ length: least.mutations + chance.whole(0, 15) }, () => ({
    // Half of them early, while the first reads are under way.
    at: chance.is(0.5) ? chance.whole(0, 4000) : chance.whole(0, troubleMs),
    stream: chance.of(streams).name,
    kind: chance.of(kinds),
    pick: chance.next(),
  }));
}

function drawDisturbances(chance: Chance): readonly Disturbance[] {
  return Array.from({ length: chance.whole(0, 3) }, () => {
    const kind = chance.of(["freeze", "clock"] as const);
    const ms = kind === "freeze" ? chance.of([2000, 18_000, 30_000]) : chance.of([-86_400_000, -5000, 5000, 3_600_000]);
    return { at: chance.is(0.5) ? chance.whole(0, 2000) : chance.whole(0, troubleMs), kind, pick: chance.next(), ms };
  });
}
