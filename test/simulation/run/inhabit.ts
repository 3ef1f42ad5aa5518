import type { RangeText } from "@waybill/sync";
import { isFailureError } from "@waybill/transport";
import { beginning, clockSeam } from "../seams/clock-seam.ts";
import { oldestMs } from "../vendor/connector.ts";
import type { Chance } from "../world/chance.ts";
import { consentAgain } from "./consent-again.ts";
import { oneEnding } from "./one-ending.ts";
import { oneResolution } from "./one-resolution.ts";
import type { Link, Tab } from "./tab.ts";
import { troubleEnd } from "./trouble.ts";

/** What a product and its users do while things go wrong: sync again and again, and touch every control now and then. */
export async function inhabit({ process, links }: Tab, isCalm: () => boolean): Promise<void> {
  const [own] = links;
  if (own === undefined) return;
  const { stage } = own;
  const clock = clockSeam(stage.world, process);
  while (!isCalm()) {
    const link = links.length > 1 && process.chance.is(0.35) ? process.chance.of(links) : own;
    try {
      if (stage.world.now() > troubleEnd || link.grant.isForgotten) await consentAgain(link);
      await oneAct(link);
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

async function oneAct(link: Link): Promise<unknown> {
  const { stage, connection, process } = link;
  const { scenario } = stage;
  const { chance } = process;
  const stream = chance.of(scenario.streams).name;
  if (scenario.resolutions === true && chance.is(0.4)) return oneResolution(link);
  if (scenario.endings === true && chance.is(0.2)) return oneEnding(link, stream);
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
