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

/** Counts of two pieces of work, together. */
export function addCounts(a: Counts, b: Partial<Counts>): Counts {
  return {
    received: a.received + (b.received ?? 0),
    created: a.created + (b.created ?? 0),
    updated: a.updated + (b.updated ?? 0),
    unchanged: a.unchanged + (b.unchanged ?? 0),
    removed: a.removed + (b.removed ?? 0),
    duplicate: a.duplicate + (b.duplicate ?? 0),
    filtered: a.filtered + (b.filtered ?? 0),
    quarantined: a.quarantined + (b.quarantined ?? 0),
    swept: a.swept + (b.swept ?? 0),
  };
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
