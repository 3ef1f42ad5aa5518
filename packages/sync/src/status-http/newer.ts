import type { SyncSnapshot } from "../status/snapshot.ts";

/**
 * Whether `arrived` says something that `known` does not: a later commit, or a later look at the same one. A second copy and what was overtaken on the way
 * say nothing.
 */
export function isNewer(arrived: SyncSnapshot, known: SyncSnapshot | undefined): boolean {
  if (known === undefined || arrived.revision > known.revision) return true;
  return arrived.revision === known.revision && arrived.observedAt > known.observedAt;
}
