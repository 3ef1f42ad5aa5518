import { firstFrom } from "../../first-from.ts";
import type { StreamRow } from "../rows/rows.ts";
import type { AnyTransaction } from "../database/schema.ts";
import type { Bodies } from "./bodies.ts";
import { around, overlapping, segmentsAfter } from "./directory.ts";
import type { Directory } from "./directory.ts";
import { probeOf } from "./filter.ts";
import { isGone, settledLevel } from "./segment.ts";
import type { Entries, OfStream, Segment } from "./segment.ts";
import type { Shelf } from "./shelf.ts";

/** Where a record's entry lies. */
export interface Found {
  readonly segment: Segment;
  readonly entries: Entries;
  readonly at: number;
}

/** What a search needs: a stream's directory, and the transaction that it holds in. */
export interface Search {
  readonly shelf: Shelf;
  readonly tx: AnyTransaction;
  readonly of: OfStream;
  readonly directory: Directory;
  /** The stream's row: what is known of own changes goes by it. */
  readonly row?: StreamRow | undefined;
}

/** The entry that stands of each key that has a record. `bodies`: where all that is found is to be read from. */
export async function findKeys(
  search: Search,
  keys: readonly string[],
  bodies?: Bodies,
): Promise<ReadonlyMap<string, Found>> {
  const newest = new Map<string, Found>();
  const read = [...candidates(search, keys)].map(async ([segment, wanted]) => {
    takeWanted(newest, { segment, entries: await entriesOf(search, segment, bodies) }, wanted);
  });
  await Promise.all(read);
  return standing(newest);
}

/** The hashes of those that have a record, of what is remembered alone: `undefined` where that is not all. */
export function recallHashes(
  search: Pick<Search, "shelf" | "directory">,
  keys: readonly string[],
): readonly (string | undefined)[] | undefined {
  const newest = new Map<string, Found>();
  for (const [segment, wanted] of candidates(search, keys)) {
    const entries = search.shelf.remembered(segment);
    if (entries === undefined) return undefined;
    takeWanted(newest, { segment, entries }, wanted);
  }
  return keys.map((key) => {
    const found = newest.get(key);
    return found === undefined || isGone(found.entries, found.at) ? undefined : hashOf(found);
  });
}

/** Segments that may hold some of the keys, with these. */
function candidates(
  search: Pick<Search, "shelf" | "directory">,
  keys: readonly string[],
): ReadonlyMap<Segment, readonly string[]> {
  const near = nearKeys(search.directory, keys);
  const asked = new Map<Segment, string[]>();
  if (near.length <= few && near.every((segment) => search.shelf.remembered(segment) !== undefined)) {
    return new Map(near.map((segment) => [segment, keys]));
  }
  for (const key of new Set(keys)) {
    const reached = near.length > few ? around(search.directory, key) : near;
    for (const segment of mayHold(search, reached, key)) {
      const more = asked.get(segment);
      if (more === undefined) asked.set(segment, [key]);
      else more.push(key);
    }
  }
  return asked;
}

function takeWanted(
  newest: Map<string, Found>,
  { segment, entries }: Omit<Found, "at">,
  wanted: readonly string[],
): void {
  let at = -1;
  for (const key of wanted) {
    // Keys of a page mostly lie one behind the other.
    at = entries.keys[at + 1] === key ? at + 1 : placeOf(entries, key);
    if (entries.keys[at] === key) takeNewer(newest, { segment, entries, at });
  }
}

/** Asks for bodies with the entries. Of segments that overlap a row may be hidden by another's, so theirs wait until that is known. */
function entriesOf({ shelf, tx, of }: Search, segment: Segment, bodies: Bodies | undefined): Promise<Entries> {
  const reading = shelf.entries(tx, of, segment);
  if (segment.level === settledLevel) void bodies?.of(segment);
  return reading;
}

/** Few enough to look for each key in all of them. */
const few = 4;

/** Segments in whose range any of the keys may lie: mostly none or one, since the keys of a page mostly lie side by side. */
function nearKeys(directory: Directory, keys: readonly string[]): readonly Segment[] {
  let [min = ""] = keys;
  let max = min;
  for (const key of keys) {
    if (key < min) min = key;
    if (key > max) max = key;
  }
  return keys.length === 0 ? [] : overlapping(directory, { min, max });
}

/** Segments that may hold a key. */
export function mayHoldKey(search: Pick<Search, "directory" | "shelf">, key: string): readonly Segment[] {
  return mayHold(search, around(search.directory, key), key);
}

function mayHold({ shelf }: Pick<Search, "shelf">, segments: readonly Segment[], key: string): readonly Segment[] {
  if (segments.length === 0) return segments;
  const probe = probeOf(key);
  return segments.filter((segment) => shelf.mayHold(segment, probe));
}

export interface After {
  /** Exclusive; everything when it is absent. */
  readonly key: string | undefined;
  readonly limit: number;
  /** Where all that is found is to be read from. */
  readonly bodies?: Bodies | undefined;
}

/** The entries that stand after a key, ascending, up to `limit`; fewer means the end. */
export async function findAfter(search: Search, { key, limit, bodies }: After): Promise<readonly Found[]> {
  const ahead = segmentsAfter(search.directory, key);
  const newest = new Map<string, Found>();
  let next = ahead.next();
  // The key may lie anywhere in the first segment: nothing of that one is counted on.
  let room = limit + (key === undefined || next.done === true ? 0 : next.value.count);
  while (next.done !== true) {
    const batch: Segment[] = [];
    for (; room > 0 && next.done !== true; next = ahead.next()) {
      batch.push(next.value);
      room -= next.value.count;
    }
    await Promise.all(batch.map((segment) => takeAfter(search, { segment, key, newest, bodies })));
    // Below the first key of the next segment nothing more can come.
    const horizon = next.done === true ? undefined : next.value.min;
    const found = [...standing(newest).values()].filter((each) => horizon === undefined || keyOf(each) < horizon);
    if (found.length >= limit || horizon === undefined) return found.toSorted(byKey).slice(0, limit);
    room = limit;
  }
  return [];
}

interface Taking extends Pick<After, "key" | "bodies"> {
  readonly segment: Segment;
  readonly newest: Map<string, Found>;
}

async function takeAfter(search: Search, { segment, key, newest, bodies }: Taking): Promise<void> {
  const entries = await entriesOf(search, segment, bodies);
  let at = key === undefined ? 0 : placeOf(entries, key);
  if (entries.keys[at] === key) at += 1;
  for (; at < entries.keys.length; at += 1) takeNewer(newest, { segment, entries, at });
}

function takeNewer(newest: Map<string, Found>, found: Found): void {
  const other = newest.get(keyOf(found));
  if (other === undefined || commitOf(other) < commitOf(found)) newest.set(keyOf(found), found);
}

/** A removal stays among the newest: an older entry of its key may yet be met. */
function standing(newest: ReadonlyMap<string, Found>): ReadonlyMap<string, Found> {
  return new Map([...newest].filter(([, { entries, at }]) => !isGone(entries, at)));
}

export function keyOf({ entries, at }: Found): string {
  return entries.keys[at] ?? "";
}

export function commitOf({ entries, at }: Found): number {
  return entries.origins[entries.origin[at] ?? -1]?.commit ?? 0;
}

export function hashOf({ entries, at }: Found): string | undefined {
  return entries.hashes[at];
}

function byKey(a: Found, b: Found): number {
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

/** The first place whose key is not less. */
function placeOf({ keys }: Entries, key: string): number {
  return firstFrom(keys, key);
}
