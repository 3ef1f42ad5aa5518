import type { Scenario } from "../plan/scenario.ts";
import { runScenario } from "./run-scenario.ts";

/** The parts of a scenario that can be left out. */
const parts = ["faults", "crashes", "disturbances", "mutations", "storageTroubles"] as const;
type Part = (typeof parts)[number];

/** What is left out of a scenario: indexes of each part. */
export type Omitted = Readonly<Record<Part, readonly number[]>>;

const nothingOmitted: Omitted = Object.freeze({
  faults: [],
  crashes: [],
  disturbances: [],
  mutations: [],
  storageTroubles: [],
});

/** The scenario without these. Crashes that waited for a fault that is left out come at once. */
export function omit(scenario: Scenario, omitted: Omitted): Scenario {
  const stays = (part: Part) => (_: unknown, index: number) => !omitted[part].includes(index);
  const faults = scenario.faults.filter(stays("faults"));
  const placeOf = (index: number | undefined): number | undefined => {
    const fault = scenario.faults[index ?? -1];
    return fault === undefined || !faults.includes(fault) ? undefined : faults.indexOf(fault);
  };
  return {
    ...scenario,
    faults,
    crashes: scenario.crashes
      .filter(stays("crashes"))
      .map((crash) => ({ ...crash, afterFault: placeOf(crash.afterFault) })),
    disturbances: scenario.disturbances.filter(stays("disturbances")),
    mutations: scenario.mutations.filter(stays("mutations")),
    storageTroubles: scenario.storageTroubles?.filter(stays("storageTroubles")),
  };
}

/** Leaves out whatever can be left out while the same promise is still broken: in halves first, then one by one. */
export async function shrink(scenario: Scenario, promise: string): Promise<Omitted> {
  let omitted = nothingOmitted;
  const fails = async (candidate: Omitted): Promise<boolean> =>
    (await runScenario(omit(scenario, candidate))).violation?.promise === promise;
  for (const part of parts) {
    const { length } = scenario[part] ?? [];
    for (let size = Math.ceil(length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let start = 0; start < length; start += size) {
        const more = Array.from({ length: size }, (_, index) => start + index);
        const candidate = { ...omitted, [part]: [...new Set([...omitted[part], ...more])] };
        if (await fails(candidate)) omitted = candidate;
      }
    }
  }
  return omitted;
}

/** `faults:0,2 mutations:1`, as the command line takes it. */
export function omittedText(omitted: Omitted): string {
  return parts
    .filter((part) => omitted[part].length > 0)
    .map((part) => `${part}:${omitted[part].toSorted((a, b) => a - b).join(",")}`)
    .join(" ");
}

export function parseOmitted(text: string): Omitted {
  const given = text.split(" ").map((each) => each.split(":"));
  const of = (part: Part): readonly number[] =>
    (given.find(([name]) => name === part)?.[1] ?? "").split(",").filter(Boolean).map(Number);
  return {
    faults: of("faults"),
    crashes: of("crashes"),
    disturbances: of("disturbances"),
    mutations: of("mutations"),
    storageTroubles: of("storageTroubles"),
  };
}
