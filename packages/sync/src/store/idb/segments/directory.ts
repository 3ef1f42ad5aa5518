import { firstFrom } from "../../first-from.ts";
import { settledLevel } from "./segment.ts";
import type { Segment } from "./segment.ts";

/**
 * Every segment of a stream as of one change of it. A value: a change gives a new one, so that whoever works with the old one still sees what was true
 * when it began.
 */
export interface Directory {
  readonly levels: readonly Level[];
  /** The same for those between which no rows changed but by this handle. */
  readonly lineage: number;
}

/** Segments of one level, ascending by their smallest key. */
interface Level {
  readonly segments: readonly Segment[];
  /** For each place the greatest key of the segments up to it: where to begin looking for a key. */
  readonly reach: readonly string[];
}

/** Keys from `min` to `max`, both included. */
export interface KeyRange {
  readonly min: string;
  readonly max: string;
}

export const emptyLevel: Level = { segments: [], reach: [] };

export const emptyDirectory: Directory = {
  levels: Array.from({ length: settledLevel + 1 }, () => emptyLevel),
  lineage: 0,
};

export interface DirectoryChange {
  readonly added?: readonly Segment[] | undefined;
  readonly removed?: readonly Segment[] | undefined;
}

export function changeDirectory(
  { levels, lineage }: Directory,
  { added = [], removed = [] }: DirectoryChange,
): Directory {
  return {
    levels: levels.map((level, at) => {
      const here = (segment: Segment) => segment.level === at;
      return changeLevel(level, added.filter(here), removed.filter(here));
    }),
    lineage,
  };
}

function changeLevel(level: Level, added: readonly Segment[], removed: readonly Segment[]): Level {
  if (added.length === 0 && removed.length === 0) return level;
  const gone = new Set(removed.map(({ id }) => id));
  const kept = gone.size === 0 ? level.segments : level.segments.filter(({ id }) => !gone.has(id));
  const first = added[0];
  const last = kept.at(-1);
  const appends = gone.size === 0 && added.length === 1 && first !== undefined && (last?.min ?? "") <= first.min;
  const segments = appends ? [...kept, first] : [...kept, ...added].toSorted(byMin);
  return { segments, reach: reachOf(segments, appends ? level.reach : []) };
}

/** Goes on from where `known` ends. */
function reachOf(segments: readonly Segment[], known: readonly string[]): readonly string[] {
  const reach = [...known];
  let far = reach.at(-1) ?? "";
  for (const { max } of segments.slice(known.length)) {
    if (max > far) far = max;
    reach.push(far);
  }
  return reach;
}

function byMin(a: Segment, b: Segment): number {
  return a.min < b.min ? -1 : a.min > b.min ? 1 : a.id - b.id;
}

/** Segments in whose range a key lies. */
export function around(directory: Directory, key: string): readonly Segment[] {
  return overlapping(directory, { min: key, max: key });
}

/** Segments with keys in a range or around it. `from` and `to`: the levels asked. */
export function overlapping(
  directory: Directory,
  range: KeyRange,
  { from = 0, to = settledLevel }: { readonly from?: number; readonly to?: number } = {},
): readonly Segment[] {
  const found: Segment[] = [];
  for (let at = from; at <= to; at += 1) {
    const level = directory.levels[at] ?? emptyLevel;
    if (level.segments.length === 0) continue;
    for (let place = firstReaching(level, range.min); ; place += 1) {
      const segment = level.segments[place];
      if (segment === undefined || segment.min > range.max) break;
      if (segment.max >= range.min) found.push(segment);
    }
  }
  return found;
}

/** Segments that hold anything after a key (anything at all without one), ascending by their smallest key. */
export function* segmentsAfter(directory: Directory, key: string | undefined): Generator<Segment, undefined> {
  const walks = directory.levels.map((level) => ({ level, place: key === undefined ? 0 : firstReaching(level, key) }));
  for (;;) {
    let next: (typeof walks)[number] | undefined;
    for (const walk of walks) if (comesBefore(headOf(walk), next && headOf(next))) next = walk;
    const segment = next && headOf(next);
    if (next === undefined || segment === undefined) return undefined;
    next.place += 1;
    if (key === undefined || segment.max > key) yield segment;
  }
}

function headOf(walk: { readonly level: Level; readonly place: number }): Segment | undefined {
  return walk.level.segments[walk.place];
}

function comesBefore(a: Segment | undefined, b: Segment | undefined): boolean {
  return a !== undefined && (b === undefined || byMin(a, b) < 0);
}

/** The first place up to which some segment reaches the key. */
function firstReaching({ reach }: Level, key: string): number {
  return firstFrom(reach, key);
}

/** How many segments there are. */
export function sizeOf({ levels }: Directory): number {
  return levels.reduce((sum, { segments }) => sum + segments.length, 0);
}

/** How many entries there are, those included that no longer stand. */
export function entriesIn(directory: Directory): number {
  return allSegments(directory).reduce((sum, { count }) => sum + count, 0);
}

export function allSegments({ levels }: Directory): readonly Segment[] {
  return levels.flatMap(({ segments }) => segments);
}
