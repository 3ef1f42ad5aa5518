import { createEmulator } from "@waybill/emulator";
import type { Emulator } from "@waybill/emulator";
import { storeTokens } from "@waybill/sync";
import type { Connector } from "@waybill/sync/connector";
import type { Store } from "@waybill/sync/store";
import type { TokenStore } from "@waybill/transport";
import { createKeptTokens } from "../checks/kept-tokens.ts";
import type { KeptTokens } from "../checks/kept-tokens.ts";
import { createStepBounds } from "../checks/step-bounds.ts";
import type { StepBounds } from "../checks/step-bounds.ts";
import { createStreamWatch } from "../checks/stream-watch.ts";
import type { StreamWatch } from "../checks/stream-watch.ts";
import { Broken } from "../checks/violation.ts";
import type { Violation } from "../checks/violation.ts";
import type { Scenario } from "../plan/scenario.ts";
import { beginning, wallClock } from "../seams/clock-seam.ts";
import { createLockHouse } from "../seams/lock-seam.ts";
import type { LockHouse } from "../seams/lock-seam.ts";
import { connectorOf } from "../vendor/connector.ts";
import { documentOf } from "../vendor/document.ts";
import type { Edition } from "../vendor/edition.ts";
import { createSource } from "../vendor/source.ts";
import { keepsOrphans } from "../vendor/stream-plan.ts";
import type { Source } from "../vendor/source.ts";
import { createChance } from "../world/chance.ts";
import type { Process } from "../world/process.ts";
import { createWorld } from "../world/world.ts";
import type { World } from "../world/world.ts";
import { createCoverage } from "./coverage.ts";
import type { Coverage } from "./coverage.ts";
import { openStore } from "./open-store.ts";
import { createRefusals } from "./refusals.ts";
import { createCounter } from "./tally.ts";
import type { Counter } from "./tally.ts";
import type { Refusals } from "./refusals.ts";

/** Ids of the connections: one begins like the other. */
const connectionIds = ["acme", "acme-2"] as const;

/** What stays when every process is dead: the vendor, the store, the platform's locks; and whoever watches. Of one connection. */
export interface Stage {
  readonly scenario: Scenario;
  /** Id of the connection. */
  readonly connection: string;
  /** The stages of all connections in the store, this one too: the first is the one that the seed is about. */
  readonly all: readonly Stage[];
  readonly world: World;
  readonly emulator: Emulator;
  readonly source: Source;
  readonly store: Store;
  /** What a consent gives is kept here. */
  readonly tokens: TokenStore;
  readonly keptTokens: KeptTokens;
  readonly locks: LockHouse;
  /** Whose engines were disposed of: nothing comes from there any more. */
  readonly disposed: Set<Process>;
  readonly watches: ReadonlyMap<string, StreamWatch>;
  readonly coverage: Coverage;
  /** What happened, beside faults and deaths. */
  readonly counter: Counter;
  readonly steps: StepBounds;
  /** Requests that have arrived at each stream so far. */
  readonly arrivals: Map<string, number>;
  readonly refusals: Refusals;
  /** The connector of the product's newest release. */
  readonly connector: Connector;
  /** Whether what arrives is judged as the second release does, which takes more. */
  readonly isLenient: boolean;
  /** The product is released again: who opens it from now on makes its records otherwise. */
  release(): void;
  /** The first broken promise. */
  readonly violation: Violation | undefined;
  report(error: unknown): void;
  /** Tells what happens, where somebody listens. */
  trace(line: () => string): void;
}

export type Listener = (line: string) => void;

/** What connections share. */
interface House {
  readonly world: World;
  readonly store: Store;
  readonly locks: LockHouse;
  readonly disposed: Set<Process>;
  readonly all: Stage[];
  readonly counter: Counter;
  violation: Violation | undefined;
  readonly listener: Listener | undefined;
}

/** Sets the stage of the connection that a scenario is about, and those of the others. */
export async function createStage(
  scenario: Scenario,
  listener?: Listener,
): Promise<{ readonly stage: Stage; readonly close: () => Promise<void> }> {
  const world = createWorld(createChance(scenario.seed ^ 0x5eed));
  const { store, close } = await openStore(scenario);
  const house: House = {
    world,
    store,
    locks: createLockHouse(),
    disposed: new Set(),
    all: [],
    counter: createCounter(),
    violation: undefined,
    listener,
  };
  const stage = stageOf(house, scenario, connectionIds[0]);
  if (scenario.neighbour !== undefined) stageOf(house, scenario.neighbour, connectionIds[1]);
  return { stage, close };
}

function stageOf(house: House, scenario: Scenario, connection: string): Stage {
  const { world, store, locks, disposed, all, counter, listener } = house;
  const now = () => world.now();
  const emulator = vendorOf(scenario, world);
  const source = createSource(emulator, scenario.streams, now);
  const refusals = createRefusals(now);
  for (const { name } of scenario.streams) source.look(name);
  const coverage = createCoverage(scenario.streams);
  let edition: Edition = "first";
  const isLenient = (): boolean => scenario.lenient === true && edition === "second";
  const stage: Stage = {
    scenario,
    connection,
    all,
    world,
    emulator,
    source,
    store,
    tokens: storeTokens(store, connection),
    keptTokens: createKeptTokens(),
    locks,
    disposed,
    watches: watchesOf({ scenario, connection, store, source, now, coverage, refusals, isLenient }),
    coverage,
    counter,
    steps: createStepBounds(),
    arrivals: new Map(),
    refusals,
    get connector() {
      return connectorOf(scenario, edition);
    },
    get isLenient() {
      return isLenient();
    },
    release: () => {
      edition = "second";
      source.released(edition);
    },
    get violation() {
      return house.violation;
    },
    report: (error) => {
      house.violation ??= violationOf(error);
    },
    trace: (line) =>
      listener?.(`${(world.now() / 1000).toFixed(3)}${all.length > 1 ? ` ${connection}` : ""} ${line()}`),
  };
  all.push(stage);
  return stage;
}

type Watched = Pick<Stage, "scenario" | "connection" | "store" | "source" | "coverage" | "refusals"> & {
  readonly now: () => number;
  readonly isLenient: () => boolean;
};

function watchesOf({ scenario, coverage, refusals, ...about }: Watched): Stage["watches"] {
  const { streams, drift } = scenario;
  const watches = streams.map((plan) => {
    const isEndless = (): boolean => coverage.suffers(plan.name, "endless_pages");
    const wasRefused = (): boolean => refusals.concern(plan.name);
    return [
      plan.name,
      createStreamWatch({ plan, keeps: keepsOrphans(streams, plan), isEndless, wasRefused, drift, ...about }),
    ] as const;
  });
  return new Map(watches);
}

function vendorOf(scenario: Scenario, world: World): Emulator {
  const { streams, seed, auth, tokenTtlMs, faults } = scenario;
  return createEmulator({
    document: documentOf(streams),
    connector: connectorOf(scenario),
    seed,
    records: Object.fromEntries(streams.map(({ name, records }) => [name, records])),
    clock: {
      now: () => wallClock(world),
      sleep: (ms) => new Promise((resolve) => void world.after(ms, resolve)),
    },
    newestAt: beginning - 60_000,
    tokenTtlMs,
    auth: auth === "oauth" ? "enforce" : "off",
    contract: "report",
    faults: faults.map(({ rule }) => rule),
  });
}

function violationOf(error: unknown): Violation {
  if (error instanceof Broken) return error.violation;
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { promise: "no surprise", what };
}
