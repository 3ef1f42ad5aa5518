import { pullDefaults } from "./pull/settings.ts";
import type { PullSettings } from "./pull/settings.ts";

/** Shorter, and tabs would look at each other's heartbeats without a pause. Milliseconds. */
const shortestLeaseMs = 100;

/**
 * All settings: the defaults where nothing is said, or `undefined` is. What is none, as of another version, asks for nothing.
 * @throws RangeError for what is no number of 0 or more where one is meant, for a lease that is too short to be waited for, and for another word than those
 * that there are.
 */
export function settingsOf(given?: Partial<PullSettings> | null): PullSettings {
  const said = Object.entries(given ?? {}).filter(
    ([name, value]) => value !== undefined && Object.hasOwn(pullDefaults, name),
  );
  const settings: PullSettings = { ...pullDefaults, ...Object.fromEntries(said) };
  const { onMappingChange, ...numbers } = settings;
  if (!["remap", "resync", "refuse"].includes(onMappingChange))
    throw wrong("onMappingChange", 'is "remap", "resync" or "refuse"', onMappingChange);
  for (const [name, value] of Object.entries(numbers)) {
    const least = name === "leaseMs" ? shortestLeaseMs : 0;
    if (!(typeof value === "number" && value >= least)) throw wrong(name, `is a number of ${least} or more`, value);
  }
  return settings;
}

function wrong(name: string, what: string, value: unknown): RangeError {
  return new RangeError(`The option pull.${name} ${what}, and ${String(value)} is none.`);
}
