import type { Violation } from "../checks/violation.ts";
import { least } from "../plan/draw-scenario.ts";
import type { Scenario } from "../plan/scenario.ts";
import { connectAccount } from "./connect-account.ts";
import { settle } from "./settle.ts";
import { createStage } from "./stage.ts";
import type { Listener, Stage } from "./stage.ts";
import { inhabit } from "./inhabit.ts";
import { openTab } from "./tab.ts";
import { watchSchedule } from "./watch-schedule.ts";
import type { Tab } from "./tab.ts";
import {
  planDisturbances,
  planMutations,
  planRelease,
  planStorageTroubles,
  latestTroubleEnd,
  reaper,
  troubleEnd,
} from "./trouble.ts";
import type { Tally } from "./tally.ts";

/** What one simulation came to. */
export interface Outcome {
  readonly violation: Violation | undefined;
  readonly cells: readonly string[];
  readonly happenings: number;
  readonly requests: number;
  readonly strikes: number;
  readonly deaths: number;
  /** What else happened. */
  readonly tally: Tally;
  /** Simulated milliseconds. */
  readonly lasted: number;
}

/**
 * What is waited for and has not come by then hangs. A usual seed has some 1,500 happenings, and one with two scheduled connections 40,000; where a vendor
 * was learned to take few requests, these take turns beside it for a quarter of an hour, in 130,000 happenings.
 */
const limits = { until: 12 * 3_600_000, happenings: 200_000 } as const;

/** Runs one simulation to its end. `listener` is told what happens. */
export async function runScenario(scenario: Scenario, listener?: Listener): Promise<Outcome> {
  const { stage, close } = await createStage(scenario, listener);
  const report = (error: unknown): void => stage.report(error);
  process.on("unhandledRejection", report);
  try {
    await play(stage);
  } catch (error) {
    report(error);
  } finally {
    await close();
    process.off("unhandledRejection", report);
  }
  const { all, world, coverage, counter, violation } = stage;
  return {
    violation,
    cells: [...coverage.cells],
    happenings: world.count,
    requests: all.reduce((sum, { emulator }) => sum + emulator.stats().total, 0),
    strikes: coverage.strikes,
    deaths: coverage.deaths,
    tally: counter.tally,
    lasted: world.now(),
  };
}

/** Trouble, then calm: faults end, tabs finish what they do, and one of them brings everything to rest. */
async function play(stage: Stage): Promise<void> {
  const { world } = stage;
  for (const each of stage.all) await connectAccount(each);
  const tabs = openTabs(stage);
  for (const each of stage.all) planMutations(each);
  const processes = () => tabs.living().map(({ process }) => process);
  planDisturbances(stage, processes);
  planRelease(stage, processes);
  planStorageTroubles(stage, tabs.living);
  const isBroken = () => stage.violation !== undefined;
  await world.until(isBroken, { ...limits, until: troubleEnd });
  await world.until(() => isBroken() || hasEnough(stage), { ...limits, until: latestTroubleEnd });
  for (const { emulator } of stage.all) emulator.faults.clear();
  tabs.calm();
  const end = await world.until(() => isBroken() || tabs.atRest(), limits);
  if (isBroken()) return;
  if (end !== "over") throw new Error(`The tabs did not come to rest: ${end}.`);
  const [tab] = tabs.living();
  if (tab === undefined) throw new Error("Nobody is left to sync.");
  // Clocks are right again, too: how long a token lives is told by them.
  tab.process.stepClock(-tab.process.clockOffset);
  for (const link of tab.links) await settle(link, limits);
  await watchSchedule(tab, limits);
}

/** Whether as much went wrong as each simulation promises. Faults and deaths wait for somebody who asks. */
const hasEnough = ({ coverage }: Stage): boolean =>
  coverage.strikes >= least.faults && coverage.deaths >= least.crashes;

interface Tabs {
  readonly living: () => readonly Tab[];
  /** From now on they only finish what they do. */
  readonly calm: () => void;
  readonly atRest: () => boolean;
}

/** Opens the tabs; in place of each that dies, another one after a while. */
function openTabs(stage: Stage): Tabs {
  const { scenario, world } = stage;
  const tabs: Tab[] = [];
  const resting = new Set<Tab>();
  let isCalm = false;
  const dies = reaper(stage, () => isCalm);
  const open = (): void => {
    const tab = openTab(stage, tabs.length + 1, dies);
    const absentMs = scenario.crashes[tabs.length % Math.max(1, scenario.crashes.length)]?.absentMs ?? 0;
    tabs.push(tab);
    tab.process.onDeath(() => void world.after(absentMs, open));
    void inhabit(tab, () => isCalm).then(() => resting.add(tab));
  };
  for (let n = 0; n < scenario.tabs; n += 1) open();
  const living = () => tabs.filter(({ process }) => !process.isDead);
  return {
    living,
    calm: () => {
      isCalm = true;
      for (const { disk } of tabs) disk.works();
    },
    atRest: () => living().length > 0 && living().every((tab) => resting.has(tab)),
  };
}
