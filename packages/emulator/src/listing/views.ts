import type { Entries } from "../state/entries.ts";
import type { Entry } from "../state/entry.ts";

/** The first `most` entries. */
export const firstOf = (entries: Entries, most: number): Entries =>
  viewOf(Math.min(entries.length, most), (place) => entries.at(place));

/** All but the first `count` entries. */
export const behind = (entries: Entries, count: number): Entries =>
  viewOf(Math.max(0, entries.length - count), (place) => entries.at(place + count));

/** The first `count` entries, and then all of them. */
export const repeating = (entries: Entries, count: number): Entries =>
  viewOf(entries.length + count, (place) => entries.at(place < count ? place : place - count));

/** These entries, in this order. */
export const listed = (entries: readonly Entry[]): Entries => viewOf(entries.length, (place) => entries[place]);

function viewOf(length: number, at: (place: number) => Entry | undefined): Entries {
  const within = (place: number) => (place >= 0 && place < length ? at(place) : undefined);
  return {
    length,
    at: within,
    slice: (start, end) =>
      Array.from({ length: Math.max(0, Math.min(end, length) - start) }, (_, index) => within(start + index)).filter(
        (entry) => entry !== undefined,
      ),
  };
}
