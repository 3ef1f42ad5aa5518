import { pullDefaults } from "./pull/settings.ts";
import type { PullSettings } from "./pull/settings.ts";

/** Shorter, and tabs would look at each other's heartbeats without a pause. Milliseconds. */
const shortestLeaseMs = 100;

/**
 * All settings: the defaults where nothing is said, or `undefined` is.
 * @throws RangeError for what is no number of 0 or more where one is meant, and for a lease that is too short to be waited for.
 */
export function settingsOf(given: Partial<PullSettings> = {}): PullSettings {
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  const settings: PullSettings = { ...pullDefaults, ...Object.fromEntries(said) };
  for (const [name, value] of Object.entries(settings)) {
    const least = name === "leaseMs" ? shortestLeaseMs : 0;
    if (name === "onMappingChange" || (typeof value === "number" && value >= least)) continue;
    throw new RangeError(`The option pull.${name} is a number of ${least} or more, and ${String(value)} is none.`);
  }
  return settings;
}
