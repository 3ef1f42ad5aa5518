import { completed } from "./completed.ts";
import { pullDefaults } from "./pull/settings.ts";
import type { PullSettings } from "./pull/settings.ts";

/** Shorter, and tabs would look at each other's heartbeats without a pause. Milliseconds. */
const shortestLeaseMs = 100;

const mappingChanges: readonly unknown[] = ["remap", "resync", "refuse"] satisfies PullSettings["onMappingChange"][];

/**
 * All settings: the defaults where nothing is said, or `undefined` is. What is none, as of another version, asks for nothing.
 * @throws RangeError for what is no number of 0 or more where one is meant, for a lease that is too short to be waited for, and for another word than those
 * that there are.
 */
export function settingsOf(given?: Partial<PullSettings> | null): PullSettings {
  const settings = completed(pullDefaults, given);
  for (const name of Object.keys(pullDefaults)) {
    const value: unknown = Reflect.get(settings, name);
    const least = name === "leaseMs" ? shortestLeaseMs : 0;
    const isWord = name === "onMappingChange";
    if (isWord ? mappingChanges.includes(value) : typeof value === "number" && value >= least) continue;
    const what = isWord ? `one of ${mappingChanges.join(", ")}` : `a number of ${least} or more`;
    throw new RangeError(`The option pull.${name} is ${what}, and ${String(value)} is none.`);
  }
  return settings;
}
