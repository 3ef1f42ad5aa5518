import type { Entry, Rank } from "./entry.ts";
import { countLeading, type Sequence } from "./sequence.ts";

/** The entries of a listing in the vendor's order. Each is made when it is looked at, so a page costs what the page holds. */
export interface Entries {
  readonly length: number;
  /** Undefined past the end. */
  at(place: number): Entry | undefined;
  slice(start: number, end: number): readonly Entry[];
}

export interface OverlayOptions {
  /** The generated records that are shown, by index, oldest rank first. */
  readonly sequence: Sequence;
  /** The generated record of an index. */
  readonly entryAt: (index: number) => Entry;
  readonly rankAt: (index: number) => Rank;
  /** Indexes of generated records that were edited since: they stand among `edited`, or no longer at all. */
  readonly replaced: readonly number[];
  /** Edited and created entries that are shown. */
  readonly edited: readonly { readonly entry: Entry; readonly rank: Rank }[];
  /** Greatest rank first? */
  readonly descending: boolean;
}

/** What was generated, with what was edited laid over it: costs grow with the edits, not with the records. */
export function overlaid(options: OverlayOptions): Entries {
  const { sequence, entryAt, descending } = options;
  const holes = options.replaced
    .map((index) => placeOf(index, options))
    .filter((place) => place !== undefined)
    .toSorted((a, b) => a - b);
  const holesBelow = (place: number) => countLeading(holes.length, (each) => (holes[each] ?? 0) < place);
  const edited = options.edited
    .toSorted((a, b) => compareRanks(a.rank, b.rank))
    .map(({ entry, rank }, index) => {
      const below = placeFor(rank, options);
      return { entry, place: index + below - holesBelow(below) };
    });
  const length = sequence.length - holes.length + edited.length;

  const ascending = (place: number): Entry | undefined => {
    const before = countLeading(edited.length, (each) => (edited[each]?.place ?? 0) < place);
    if (edited[before]?.place === place) return edited[before].entry;
    const kept = place - before;
    return entryAt(sequence.at(kept + countLeading(holes.length, (each) => (holes[each] ?? 0) - each <= kept)));
  };
  const at = (place: number): Entry | undefined =>
    place < 0 || place >= length ? undefined : ascending(descending ? length - 1 - place : place);
  return {
    length,
    at,
    slice: (start, end) =>
      Array.from({ length: Math.max(0, Math.min(end, length) - Math.max(0, start)) }, (_, index) =>
        at(Math.max(0, start) + index),
      ).filter((entry) => entry !== undefined),
  };
}

export const compareRanks = (a: Rank, b: Rank): number => a.at - b.at || a.n - b.n;

/** How many of the sequence stand before a rank. */
const placeFor = (rank: Rank, { sequence, rankAt }: OverlayOptions): number =>
  countLeading(sequence.length, (place) => compareRanks(rankAt(sequence.at(place)), rank) < 0);

function placeOf(index: number, options: OverlayOptions): number | undefined {
  const place = placeFor(options.rankAt(index), options);
  return place < options.sequence.length && options.sequence.at(place) === index ? place : undefined;
}
