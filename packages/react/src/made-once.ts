import type { Settings } from "./settings.ts";

/** What `make` makes of settings, made once: constructing `Intl` objects dominates the cost of long lists. */
export function madeOnce<T>(settings: Settings, make: (settings: Settings) => T): T {
  const { made } = settings;
  if (!made.has(make)) made.set(make, make(settings));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- under each maker lies what it made
  return made.get(make) as T;
}
