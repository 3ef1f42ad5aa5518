import type { Json } from "@waybill/sync/connector";
import type { Crash, Mutation, Scenario } from "../plan/scenario.ts";
import { keyText } from "../vendor/source.ts";
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

/** What the vendor's own users do meanwhile. */
export function planMutations(stage: Stage): void {
  for (const mutation of stage.scenario.mutations) stage.world.after(mutation.at, () => mutate(stage, mutation));
}

function mutate(stage: Stage, { at, stream, kind, pick }: Mutation): void {
  const { scenario, emulator, source } = stage;
  const keys = [...source.current(stream).keys()];
  const chosen = keys[Math.floor(pick * keys.length)];
  stage.trace(() => `    ${kind} ${stream} ${chosen}`);
  if (kind === "create" || chosen === undefined) {
    const made = emulator.create(stream);
    return source.changed(stream, keyText(made), made);
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

function keyOf({ streams }: Scenario, stream: string, text: string): Json {
  return streams.find(({ name }) => name === stream)?.key === "number" ? Number(text) : text;
}
