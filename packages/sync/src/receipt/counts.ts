import type { Counts } from "./receipt.ts";

export const noCounts: Counts = Object.freeze({
  received: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
  duplicate: 0,
  filtered: 0,
  quarantined: 0,
  swept: 0,
});

/** Counts of work that is still being counted. */
export type Counting = { -readonly [Name in keyof Counts]: number };

/** Counts of two pieces of work, together. */
export function addCounts(a: Counts, b: Partial<Counts>): Counts {
  const sum: Counting = { ...a };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the names of members are told as texts
  for (const [name, count = 0] of Object.entries(b)) sum[name as keyof Counts] += count;
  return sum;
}

/** Whether every record that arrived is accounted for. `swept` stands outside. */
export function countsHold(counts: Counts): boolean {
  const { received, created, updated, unchanged, removed, duplicate, filtered, quarantined } = counts;
  return received === created + updated + unchanged + removed + duplicate + filtered + quarantined;
}

/** Records that arrived, each counted once. */
export function distinct(counts: Counts): number {
  return counts.received - counts.duplicate;
}

/** What a person reads as "checked". */
export function checked(counts: Counts): number {
  return counts.received - counts.duplicate - counts.filtered;
}
