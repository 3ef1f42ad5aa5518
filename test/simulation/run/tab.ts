import { createWaybill } from "@waybill/sync";
import type { Connection, RangeText, Waybill } from "@waybill/sync";
import { isFailureError } from "@waybill/transport";
import { oauth2 } from "@waybill/transport/oauth2";
import { beginning, clockSeam } from "../seams/clock-seam.ts";
import { fetchSeam } from "../seams/fetch-seam.ts";
import { noLocks } from "../seams/lock-seam.ts";
import { storeSeam } from "../seams/store-seam.ts";
import { tokenSeam } from "../seams/token-seam.ts";
import { oldestMs } from "../vendor/connector.ts";
import { createChance } from "../world/chance.ts";
import type { Chance } from "../world/chance.ts";
import { createProcess } from "../world/process.ts";
import type { Process, Reaper } from "../world/process.ts";
import { connectAccount } from "./connect-account.ts";
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
}

/** Opens a tab over what the stage holds. */
export function openTab(stage: Stage, number: number, dies: Reaper): Tab {
  const { scenario, emulator, world } = stage;
  const chance = createChance(scenario.seed * 31 + number * 7907);
  const process = createProcess({ name: `t${number}`, world, chance, dies });
  const clock = clockSeam(world, process);
  const lock = stage.locks.seam(process);
  const { clientId, clientSecret, tokenPath } = emulator.credentials();
  const credential =
    scenario.auth === "none"
      ? undefined
      : oauth2({
          tokenUrl: `https://api.vendor.test${tokenPath}`,
          clientId,
          clientSecret,
          tokens: tokenSeam(stage.tokens, process),
          key: connectionId,
          lock,
        });
  const waybill = createWaybill({
    store: storeSeam(watchedStore(stage, process), process),
    fetch: fetchSeam(process, vendorDoor(stage, process)),
    clock,
    randomBytes: (length) => process.chance.bytes(length),
    lock: scenario.locks ? lock : noLocks,
    ...chosenOptions(scenario),
  });
  return {
    process,
    waybill,
    connection: waybill.connection(connectionId, { connector: stage.connector, credential }),
  };
}

/** What a product and its users do while things go wrong: sync again and again, and touch every control now and then. */
export async function inhabit(stage: Stage, { process, connection }: Tab, isCalm: () => boolean): Promise<void> {
  const clock = clockSeam(stage.world, process);
  while (!isCalm()) {
    try {
      if (stage.world.now() > troubleEnd) await consentAgain(stage, process, connection);
      await oneAct(stage, process, connection);
    } catch (error) {
      if (!isFailureError(error)) stage.report(error);
    }
    await clock.sleep(process.chance.whole(0, 24_000));
  }
}

/** A death between a vendor's answer and its record can cost the tokens; from then on nothing would go wrong, as nothing is asked. */
async function consentAgain(stage: Stage, process: Process, connection: Connection): Promise<void> {
  await process.call("tokens", () => connectAccount(stage));
  await connection.reconnect();
}

function drawRange(chance: Chance): RangeText {
  const from = beginning - chance.whole(0, oldestMs);
  const to = chance.is(0.5) ? from + chance.whole(0, oldestMs) : undefined;
  return { from: new Date(from).toISOString(), to: to === undefined ? undefined : new Date(to).toISOString() };
}

async function oneAct({ scenario }: Stage, { chance }: Process, connection: Connection): Promise<unknown> {
  const stream = chance.of(scenario.streams).name;
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
