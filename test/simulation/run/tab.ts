import { createWaybill } from "@waybill/sync";
import type { Connection, Waybill } from "@waybill/sync";
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
  const store = watchedStore(stage, process);
  const lines = stage.all.map((each) => lineOf(each, process, { lock, clock, store }));
  const platform = { clock, randomBytes: (length: number) => process.chance.bytes(length) };
  const waybill = createWaybill({
    ...platform,
    ...networkOf(lines, platform),
    store: storeSeam(store, process),
    lock: scenario.locks ? lock : noLocks,
    ...chosenOptions(stage),
  });
  return {
    process,
    waybill,
    links: lines.map((line) => ({ ...line, process, waybill, connection: opened(line, waybill) })),
  };
}

function opened({ stage, grant: { credential, revoke } }: Line, waybill: Waybill): Connection {
  return waybill.connection(stage.connection, {
    connector: stage.connector,
    credential,
    ...(stage.scenario.endings === true && { revoke }),
  });
}
