import type { Json } from "@waybill/sync/connector";
import type { Crash, Mutation, Scenario } from "../plan/scenario.ts";
import type { StreamPlan } from "../vendor/stream-plan.ts";
import type { Disk } from "../seams/disk.ts";
import { belowRecord, scopeBelow } from "../vendor/listed.ts";
import type { Holder } from "../vendor/listed.ts";
import { keyText } from "../vendor/record-key.ts";
import type { Moment, Process, Reaper, Seam } from "../world/process.ts";
import type { Stage } from "./stage.ts";

/** The moment at which faults end and nobody dies any more, milliseconds since the beginning; later where too little went wrong, and the latest. */
export const troubleEnd = 60_000;
export const latestTroubleEnd = 300_000;

/** From then on a death that has not come yet comes at the next call, whichever it is. */
const lateDeaths = 50_000;

/** Kills at the moments that the scenario says, until all is calm. */
export function reaper(stage: Stage, isCalm: () => boolean): Reaper {
  const waiting = stage.scenario.crashes.map((crash) => ({ ...crash, left: crash.nth }));
  return (seam, moment, { name }: Process) => {
    if (isCalm()) return false;
    for (const crash of waiting) {
      if (crash.left <= 0 || !isNear(stage, crash, { seam, moment })) continue;
      crash.left -= 1;
      if (crash.left > 0 && stage.world.now() < lateDeaths) continue;
      crash.left = 0;
      stage.coverage.died(seam, moment);
      stage.trace(() => `${name} dies ${moment} ${seam}`);
      return true;
    }
    return false;
  };
}

/** Whether this call is one of those that a crash counts. Late ones take what comes. */
function isNear(stage: Stage, crash: Crash, at: { readonly seam: Seam; readonly moment: Moment }): boolean {
  if (stage.world.now() > lateDeaths) return true;
  const isMeant = crash.seam === at.seam && crash.moment === at.moment;
  return isMeant && (crash.afterFault === undefined || suffersFrom(stage, crash.afterFault));
}

function suffersFrom({ scenario, coverage }: Stage, index: number): boolean {
  const planned = scenario.faults[index];
  return planned !== undefined && coverage.suffers(planned.stream, planned.rule.fault);
}

/** Tabs freeze, and wall clocks step. */
export function planDisturbances(stage: Stage, living: () => readonly Process[]): void {
  for (const { at, kind, pick, ms } of stage.scenario.disturbances)
    stage.world.after(at, () => {
      const process = living()[Math.floor(pick * living().length)];
      stage.trace(() => `${process?.name} ${kind} ${ms}`);
      if (kind === "freeze") process?.freeze(ms);
      else process?.stepClock(ms);
    });
}

/** The storage of tabs fails. */
export function planStorageTroubles(stage: Stage, living: () => readonly { readonly disk: Disk }[]): void {
  for (const { at, pick, ...trouble } of stage.scenario.storageTroubles ?? [])
    stage.world.after(at, () => living()[Math.floor(pick * living().length)]?.disk.fails(trouble));
}

/** The product is released again, and every tab is loaded anew. */
export function planRelease(stage: Stage, living: () => readonly Process[]): void {
  const { releaseAt } = stage.scenario;
  if (releaseAt === undefined) return;
  stage.world.after(releaseAt, () => {
    stage.trace(() => "the product is released again");
    for (const each of stage.all) each.release();
    for (const process of living()) process.kill();
  });
}

/** What the vendor's own users do meanwhile. */
export function planMutations(stage: Stage): void {
  for (const mutation of stage.scenario.mutations) stage.world.after(mutation.at, () => mutate(stage, mutation));
}

export function mutate(stage: Stage, { at, stream, kind, pick }: Mutation): void {
  const { scenario, emulator, source } = stage;
  const keys = [...source.current(stream).keys()];
  const chosen = keys[Math.floor(pick * keys.length)];
  stage.trace(() => `    ${kind} ${stream} ${chosen}`);
  if (kind === "create" || chosen === undefined) {
    const plan = scenario.streams.find(({ name }) => name === stream);
    const below = drawHolders(stage, plan, pick);
    if (plan === undefined || below === undefined) return;
    const made = emulator.create(stream, {}, scopeBelow(plan, below));
    return source.changed(stream, keyText(made), made, below);
  }
  if (kind === "remove") {
    emulator.remove(stream, keyOf(scenario, stream, chosen));
    return source.changed(stream, chosen, undefined);
  }
  const update = (key: string, title: number): void =>
    source.changed(stream, key, emulator.update(stream, keyOf(scenario, stream, key), { title }));
  if (kind === "update") return update(chosen, at);
  // Several records of the same instant, as an import makes them.
  for (const each of keys.slice(0, 15)) update(each, -at);
}

/** What a new record is listed below; `undefined` where there is no parent left. */
function drawHolders(
  { scenario, source }: Stage,
  plan: StreamPlan | undefined,
  pick: number,
): readonly Holder[] | undefined {
  if (plan?.parent === undefined) return [];
  const owners = [...source.current(plan.parent.stream).values()];
  const { record, below } = owners[Math.floor(pick * owners.length)] ?? {};
  return record === undefined || below === undefined
    ? undefined
    : belowRecord(scenario.streams, plan, { record, below });
}

function keyOf({ streams }: Scenario, stream: string, text: string): Json {
  return streams.find(({ name }) => name === stream)?.key === "number" ? Number(text) : text;
}
