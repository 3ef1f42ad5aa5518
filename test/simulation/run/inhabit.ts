import type { RangeText } from "@waybill/sync";
import { isFailureError } from "@waybill/transport";
import { beginning, clockSeam } from "../seams/clock-seam.ts";
import { oldestMs } from "../vendor/connector.ts";
import type { Chance } from "../world/chance.ts";
import { consentAgain } from "./consent-again.ts";
import { oneEnding } from "./one-ending.ts";
import { oneDeparture } from "./one-departure.ts";
import { oneDisposal } from "./one-disposal.ts";
import { oneDryRun } from "./one-dry-run.ts";
import { oneJob, oneStep } from "./one-job.ts";
import { oneResolution } from "./one-resolution.ts";
import { oneRetention } from "./one-retention.ts";
import { oneStranger } from "./one-stranger.ts";
import { judgeFailedWrites, judgeReceipts } from "./judge-told.ts";
import type { Link, Tab } from "./tab.ts";
import { troubleEnd } from "./trouble.ts";

/** What a product and its users do while things go wrong: sync again and again, and touch every control now and then. */
export async function inhabit(tab: Tab, isCalm: () => boolean): Promise<void> {
  const { process, waybill, links } = tab;
  const [own] = links;
  if (own === undefined) return;
  const { stage } = own;
  const clock = clockSeam(stage.world, process);
  const isScheduled = stage.scenario.everyMs !== undefined;
  if (isScheduled) waybill.start();
  while (!isCalm()) {
    try {
      await oneTurn(tab, own);
    } catch (error) {
      if (!isFailureError(error)) stage.report(error);
    }
    await judgeTold(tab);
    await clock.sleep(process.chance.whole(0, 24_000));
  }
  if (isScheduled) await waybill.stop();
}

async function oneTurn(tab: Tab, own: Link): Promise<void> {
  const { chance } = tab.process;
  const link = tab.links.length > 1 && chance.is(0.35) ? chance.of(tab.links) : own;
  const { scenario, world } = link.stage;
  if (world.now() > troubleEnd || link.grant.isForgotten) await consentAgain(link);
  if (scenario.disposals === true && chance.is(0.12)) return oneDisposal(tab);
  await oneAct(link);
}

function drawRange(chance: Chance): RangeText {
  const from = beginning - chance.whole(0, oldestMs);
  const to = chance.is(0.5) ? from + chance.whole(0, oldestMs) : undefined;
  return { from: new Date(from).toISOString(), to: to === undefined ? undefined : new Date(to).toISOString() };
}

/** What could not be written of runs shows in every tab that met it. */
async function judgeTold({ links }: Tab): Promise<void> {
  for (const link of links) {
    try {
      await judgeFailedWrites(link);
    } catch (error) {
      link.stage.report(error);
    }
  }
}

async function oneAct(link: Link): Promise<void> {
  const { stage, connection, process } = link;
  const { scenario } = stage;
  const { chance } = process;
  const stream = chance.of(scenario.streams).name;
  const rare = rareAct(link, stream);
  if (rare !== undefined) return void (await rare);
  if (scenario.backfills && chance.is(0.25))
    return judgeReceipts(link, [await connection.backfill(stream, drawRange(chance))]);
  const draw = chance.next();
  if (draw < 0.6) return judgeReceipts(link, await connection.sync());
  if (draw < 0.78)
    return judgeReceipts(link, [await connection.pull(stream, { mode: draw < 0.7 ? undefined : "full" })]);
  if (draw < 0.9) return oneStep(link, stream);
  if (draw < 0.94)
    return judgeReceipts(
      link,
      [await connection.cancel(stream)].flatMap((each) => each ?? []),
    );
  await connection.pause(stream);
  await connection.resume(stream);
}

/** What only some scenarios have. Each asks for its own chance, and the others draw nothing. */
function rareAct(link: Link, stream: string): Promise<unknown> | undefined {
  const { stage, process } = link;
  const { strangers, retention, resolutions, endings, departures, dryRuns, jobs } = stage.scenario;
  const acts: readonly (readonly [has: boolean | undefined, share: number, act: () => Promise<unknown>])[] = [
    // Who erased everything may come back as anybody.
    [strangers === true && endings !== true, 0.15, () => oneStranger(link)],
    [retention, 0.25, () => oneRetention(link)],
    [resolutions, 0.4, () => oneResolution(link)],
    [endings, 0.2, () => oneEnding(link, stream)],
    [departures, 0.2, () => oneDeparture(link, stream)],
    [dryRuns === true, 0.12, () => oneDryRun(link, stream)],
    [jobs, 0.3, () => oneJob(link, stream)],
  ];
  const found = acts.find(([has, share]) => has === true && process.chance.is(share));
  return found?.[2]();
}
