import { createWaybill } from "@waybill/sync";
import type { Connection, Waybill } from "@waybill/sync";
import type { Store } from "@waybill/sync/store";
import { clockSeam } from "../seams/clock-seam.ts";
import { noLocks } from "../seams/lock-seam.ts";
import { storeSeam } from "../seams/store-seam.ts";
import { createChance } from "../world/chance.ts";
import { createProcess } from "../world/process.ts";
import type { Process, Reaper } from "../world/process.ts";
import type { Grant } from "./grant.ts";
import { lineOf, networkOf } from "./lines.ts";
import type { Line } from "./lines.ts";
import type { Stage } from "./stage.ts";
import { chosenOptions } from "./tab-options.ts";
import { watchedStore } from "./watched-store.ts";

/** A process with an engine in it. */
export interface Tab {
  readonly process: Process;
  readonly waybill: Waybill;
  /** The first is of the connection that the seed is about. */
  readonly links: readonly Link[];
}

/** A connection as a tab has it open. */
export interface Link {
  readonly stage: Stage;
  readonly process: Process;
  readonly waybill: Waybill;
  /** The store as the process reaches it. */
  readonly store: Store;
  readonly connection: Connection;
  readonly grant: Grant;
}

/** Opens a tab over what the stage holds. */
export function openTab(stage: Stage, number: number, dies: Reaper): Tab {
  const { scenario, world } = stage;
  const chance = createChance(scenario.seed * 31 + number * 7907);
  const process = createProcess({ name: `t${number}`, world, chance, dies });
  const clock = clockSeam(world, process);
  const lock = stage.locks.seam(process);
  const watched = watchedStore(stage, process);
  const store = storeSeam(watched, process);
  const lines = stage.all.map((each) => lineOf(each, process, { lock, clock, store: watched }));
  const platform = { clock, randomBytes: (length: number) => process.chance.bytes(length) };
  const waybill = createWaybill({
    ...platform,
    ...networkOf(lines, platform),
    store,
    lock: scenario.locks ? lock : noLocks,
    ...chosenOptions(stage),
  });
  const links = lines.map((line) => ({ ...line, process, waybill, store, connection: opened(line, waybill) }));
  return { process, waybill, links };
}

function opened({ stage, grant: { credential, revoke } }: Line, waybill: Waybill): Connection {
  const { endings, everyMs, priorities } = stage.scenario;
  return waybill.connection(stage.connection, {
    connector: stage.connector,
    credential,
    priorities,
    ...(endings === true && { revoke }),
    ...(everyMs !== undefined && { schedule: { "*": { kind: "interval", everyMs } } }),
  });
}
