import type { IndexSearch } from "../../index-query.ts";
import { byCodeUnits } from "../../record-view.ts";
import { overlapping } from "../segments/directory.ts";
import { commitOf, keyOf } from "../segments/find.ts";
import type { Found, Search } from "../segments/find.ts";
import type { Segment } from "../segments/segment.ts";

/** Segments that are read together. */
const together = 4;

/**
 * Entries of an index within a search, in its order, as many as are asked for at a time: of several of one place the latest. Each is what was true when it
 * was written; whether it still is, the reader finds out.
 */
export async function* walkIndex(
  search: Search,
  { lower, upper, descending }: IndexSearch,
): AsyncGenerator<readonly Found[], undefined> {
  const ahead = [...overlapping(search.directory, { min: lower, max: upper })].toSorted(
    descending ? (a, b) => byCodeUnits(b.max, a.max) : (a, b) => byCodeUnits(a.min, b.min),
  );
  const met = new Map<string, Found>();
  for (let at = 0; at < ahead.length; at += together) {
    await Promise.all(ahead.slice(at, at + together).map((segment) => takeEntries(search, segment, met)));
    const next = ahead[at + together];
    const ready = [...met.values()].filter((found) => next === undefined || isBefore(keyOf(found), next, descending));
    for (const found of ready) met.delete(keyOf(found));
    const within = ready.filter((found) => keyOf(found) >= lower && keyOf(found) < upper);
    const ascending = within.toSorted((a, b) => byCodeUnits(keyOf(a), keyOf(b)));
    yield descending ? ascending.toReversed() : ascending;
  }
  return undefined;
}

/** Whether nothing that is still to be read comes before a place. */
function isBefore(place: string, next: Segment, descending: boolean): boolean {
  return descending ? place > next.max : place < next.min;
}

async function takeEntries({ shelf, tx, of }: Search, segment: Segment, met: Map<string, Found>): Promise<void> {
  const entries = await shelf.entries(tx, of, segment);
  entries.keys.forEach((place, at) => {
    const found = { segment, entries, at };
    const other = met.get(place);
    if (other === undefined || commitOf(other) < commitOf(found)) met.set(place, found);
  });
}
