import { createWaybill } from "@waybill/sync";
import type { Connection, Waybill } from "@waybill/sync";
import type { Store } from "@waybill/sync/store";
import { createFailedWrites } from "../checks/failed-writes.ts";
import type { FailedWrites } from "../checks/failed-writes.ts";
import { clockSeam } from "../seams/clock-seam.ts";
import type { Disk } from "../seams/disk.ts";
import { noLocks } from "../seams/lock-seam.ts";
import { storeSeam } from "../seams/store-seam.ts";
import { createChance } from "../world/chance.ts";
import { createProcess } from "../world/process.ts";
import type { Process, Reaper } from "../world/process.ts";
import type { Grant } from "./grant.ts";
import { diskOf } from "./disk-of.ts";
import { lineOf, networkOf } from "./lines.ts";
import type { Line } from "./lines.ts";
import type { Stage } from "./stage.ts";
import { chosenOptions } from "./tab-options.ts";
import { watchedStore } from "./watched-store.ts";

/** A process with an engine in it. */
export interface Tab {
  readonly process: Process;
  readonly waybill: Waybill;
  readonly disk: Disk;
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
  readonly disk: Disk;
  readonly failedWrites: FailedWrites;
}

/** Opens a tab over what the stage holds. */
export function openTab(stage: Stage, number: number, dies: Reaper): Tab {
  const { scenario, world } = stage;
  const chance = createChance(scenario.seed * 31 + number * 7907);
  const process = createProcess({ name: `t${number}`, world, chance, dies });
  const clock = clockSeam(world, process);
  const lock = stage.locks.seam(process);
  const unwritten = new Map(stage.all.map(({ connection }) => [connection, createFailedWrites(process.name)]));
  const disk = diskOf(stage, process, { store: watchedStore(stage, process), unwritten });
  const store = storeSeam(disk.store, process);
  const lines = stage.all.map((each) => lineOf(each, process, { lock, clock, store: disk.store }));
  const platform = { clock, randomBytes: (length: number) => process.chance.bytes(length) };
  const waybill = createWaybill({
    ...platform,
    ...networkOf(lines, platform),
    store,
    lock: scenario.locks ? lock : noLocks,
    ...chosenOptions(stage),
  });
  const links = lines.map((line) => ({
    ...line,
    process,
    waybill,
    store,
    disk,
    connection: opened(line, waybill),
    failedWrites: unwritten.get(line.stage.connection) ?? createFailedWrites(process.name),
  }));
  return { process, waybill, disk, links };
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
