import { createEmulator } from "@waybill/emulator";
import type { Emulator } from "@waybill/emulator";
import { storeTokens } from "@waybill/sync";
import type { Connector } from "@waybill/sync/connector";
import type { Store } from "@waybill/sync/store";
import type { TokenStore } from "@waybill/transport";
import { createKeptTokens } from "../checks/kept-tokens.ts";
import type { KeptTokens } from "../checks/kept-tokens.ts";
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
import { createWorld } from "../world/world.ts";
import type { World } from "../world/world.ts";
import { createCoverage } from "./coverage.ts";
import type { Coverage } from "./coverage.ts";
import { openStore } from "./open-store.ts";
import { createRefusals } from "./refusals.ts";
import type { Refusals } from "./refusals.ts";

export const connectionId = "acme";

/** What stays when every process is dead: the vendor, the store, the platform's locks; and whoever watches. */
export interface Stage {
  readonly scenario: Scenario;
  readonly world: World;
  readonly emulator: Emulator;
  readonly source: Source;
  readonly store: Store;
  /** What a consent gives is kept here. */
  readonly tokens: TokenStore;
  readonly keptTokens: KeptTokens;
  readonly locks: LockHouse;
  readonly watches: ReadonlyMap<string, StreamWatch>;
  readonly coverage: Coverage;
  /** Requests that have arrived at each stream so far. */
  readonly arrivals: Map<string, number>;
  readonly refusals: Refusals;
  /** The connector of the product's newest release. */
  readonly connector: Connector;
  /** The product is released again: who opens it from now on makes its records otherwise. */
  release(): void;
  /** The first broken promise. */
  readonly violation: Violation | undefined;
  report(error: unknown): void;
  /** Tells what happens, where somebody listens. */
  trace(line: () => string): void;
  close(): Promise<void>;
}

export type Listener = (line: string) => void;

export async function createStage(scenario: Scenario, listener?: Listener): Promise<Stage> {
  const world = createWorld(createChance(scenario.seed ^ 0x5eed));
  const now = () => world.now();
  const emulator = vendorOf(scenario, world);
  const source = createSource(emulator, scenario.streams, now);
  const refusals = createRefusals(now);
  for (const { name } of scenario.streams) source.look(name);
  const { store, close } = await openStore(scenario);
  const coverage = createCoverage(scenario.streams);
  const about = { connection: connectionId, store, source, now, drift: scenario.drift };
  const watches = scenario.streams.map((plan) => {
    const isEndless = (): boolean => coverage.suffers(plan.name, "endless_pages");
    const wasRefused = (): boolean => refusals.concern(plan.name);
    return [
      plan.name,
      createStreamWatch({ plan, keeps: keepsOrphans(scenario.streams, plan), isEndless, wasRefused, ...about }),
    ] as const;
  });
  let violation: Violation | undefined;
  let edition: Edition = "first";
  return {
    scenario,
    world,
    emulator,
    source,
    store,
    tokens: storeTokens(store, connectionId),
    keptTokens: createKeptTokens(),
    locks: createLockHouse(),
    watches: new Map(watches),
    coverage,
    arrivals: new Map(),
    refusals,
    get connector() {
      return connectorOf(scenario.streams, scenario.auth, edition);
    },
    release: () => {
      edition = "second";
      source.released(edition);
    },
    get violation() {
      return violation;
    },
    report: (error) => {
      violation ??= violationOf(error);
    },
    trace: (line) => listener?.(`${(world.now() / 1000).toFixed(3)} ${line()}`),
    close,
  };
}

function vendorOf({ streams, seed, auth, tokenTtlMs, faults }: Scenario, world: World): Emulator {
  return createEmulator({
    document: documentOf(streams),
    connector: connectorOf(streams, auth),
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
