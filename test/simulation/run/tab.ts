import { createWaybill } from "@waybill/sync";
import type { Connection, RangeText, Waybill } from "@waybill/sync";
import { Broken } from "../checks/violation.ts";
import { isFailureError } from "@waybill/transport";
import { beginning, clockSeam } from "../seams/clock-seam.ts";
import { fetchSeam } from "../seams/fetch-seam.ts";
import { noLocks } from "../seams/lock-seam.ts";
import { storeSeam } from "../seams/store-seam.ts";
import { oldestMs } from "../vendor/connector.ts";
import { createChance } from "../world/chance.ts";
import type { Chance } from "../world/chance.ts";
import { createProcess } from "../world/process.ts";
import { consentAgain } from "./consent-again.ts";
import type { Process, Reaper } from "../world/process.ts";
import { grantOf } from "./grant.ts";
import type { Grant } from "./grant.ts";
import { oneEnding } from "./one-ending.ts";
import { connectionId } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { chosenOptions } from "./tab-options.ts";
import { troubleEnd } from "./trouble.ts";
import { vendorDoor } from "./vendor-door.ts";
import { watchedStore } from "./watched-store.ts";

/** A process with an engine in it. */
export interface Tab {
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
  const door = fetchSeam(process, vendorDoor(stage, process));
  const grant = grantOf(stage, process, { lock, fetch: door, clock });
  const waybill = createWaybill({
    store: storeSeam(watchedStore(stage, process), process),
    fetch: (input, init) => {
      if (grant.isOver)
        stage.report(
          new Broken({ promise: "disconnected", what: `${process.name} asks for ${new Request(input, init).url}` }),
        );
      return door(input, init);
    },
    clock,
    randomBytes: (length) => process.chance.bytes(length),
    lock: scenario.locks ? lock : noLocks,
    ...chosenOptions(scenario),
  });
  const { credential, revoke } = grant;
  const connection = waybill.connection(connectionId, {
    connector: stage.connector,
    credential,
    ...(scenario.endings === true && { revoke }),
  });
  return { process, waybill, connection, grant };
}

/** What a product and its users do while things go wrong: sync again and again, and touch every control now and then. */
export async function inhabit(stage: Stage, tab: Tab, isCalm: () => boolean): Promise<void> {
  const { process } = tab;
  const clock = clockSeam(stage.world, process);
  while (!isCalm()) {
    try {
      if (stage.world.now() > troubleEnd || tab.grant.isForgotten) await consentAgain(stage, tab);
      await oneAct(stage, tab);
    } catch (error) {
      if (!isFailureError(error)) stage.report(error);
    }
    await clock.sleep(process.chance.whole(0, 24_000));
  }
}

function drawRange(chance: Chance): RangeText {
  const from = beginning - chance.whole(0, oldestMs);
  const to = chance.is(0.5) ? from + chance.whole(0, oldestMs) : undefined;
  return { from: new Date(from).toISOString(), to: to === undefined ? undefined : new Date(to).toISOString() };
}

async function oneAct(stage: Stage, tab: Tab): Promise<unknown> {
  const { scenario } = stage;
  const { connection, process } = tab;
  const { chance } = process;
  const stream = chance.of(scenario.streams).name;
  if (scenario.endings === true && chance.is(0.2)) return oneEnding(stage, tab, stream);
  if (scenario.backfills && chance.is(0.25)) return connection.backfill(stream, drawRange(chance));
  const draw = chance.next();
  if (draw < 0.6) return connection.sync();
  if (draw < 0.7) return connection.pull(stream);
  if (draw < 0.78) return connection.pull(stream, { mode: "full" });
  if (draw < 0.9) return connection.step(stream, { maxPages: chance.whole(1, 4) });
  if (draw < 0.94) return connection.cancel(stream);
  await connection.pause(stream);
  return connection.resume(stream);
}
