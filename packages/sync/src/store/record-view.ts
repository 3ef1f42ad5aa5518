import type { JsonObject } from "../connector/json.ts";
import type { BaseRecord, OverlayRecord, RecordKey, RecordView } from "../record/record.ts";

/** A base record as it is stored: with the number of the commit that last changed what a reader sees of it. */
export interface BaseRow extends BaseRecord {
  readonly commit: number;
}

/** What was committed, without what the store added to it. */
export function baseOf(row: BaseRow | undefined): BaseRecord | undefined {
  if (row === undefined) return undefined;
  const { commit: _, ...base } = row;
  return base;
}

/** Own changes as they are stored. */
export interface OverlayRow extends OverlayRecord {
  readonly commit: number;
}

/** Lays the overlay on the base. `undefined`: there is no such record, or it is about to be deleted. */
export function viewRecord(base: BaseRow | undefined, overlay: OverlayRow | undefined): RecordView | undefined {
  if (overlay === undefined) {
    return base && { key: base.key, data: base.data, pending: false, commit: base.commit };
  }
  if (overlay.patch === null) return undefined;
  // Spread defines own members, so that a member named `__proto__` stays data.
  const data: JsonObject = { ...base?.data, ...overlay.patch };
  return { key: overlay.key, data, pending: true, commit: Math.max(base?.commit ?? 0, overlay.commit) };
}

/** Rows of one range, each list ascending and cut at `limit`. */
export interface RowsOfRange {
  readonly base: readonly BaseRow[];
  readonly overlay: readonly OverlayRow[];
  readonly limit: number;
}

/** Views of a range. `horizon` is the key up to which they are complete; absent when the rows hold everything to the end. */
export interface ViewsOfRange {
  readonly views: readonly RecordView[];
  readonly horizon?: RecordKey | undefined;
}

/** Merges base and overlay rows of one range. A list that reached the limit may go on, so nothing past its last key is told yet. */
export function mergeViews(rows: RowsOfRange): ViewsOfRange {
  const bases = new Map(rows.base.map((row) => [row.key, row]));
  const overlays = new Map(rows.overlay.map((row) => [row.key, row]));
  const { keys, horizon } = mergeKeys([...bases.keys()], [...overlays.keys()], rows.limit);
  return { views: keys.flatMap((key) => viewRecord(bases.get(key), overlays.get(key)) ?? []), horizon };
}

/** Keys of both lists up to the horizon, ascending. */
export function mergeKeys(
  one: readonly RecordKey[],
  other: readonly RecordKey[],
  limit: number,
): { readonly keys: readonly RecordKey[]; readonly horizon?: RecordKey | undefined } {
  const ends = [one, other].flatMap((list) => (list.length < limit ? [] : list.slice(-1)));
  const [horizon] = ends.toSorted(byCodeUnits);
  const all = [...new Set([...one, ...other])];
  return { keys: all.filter((key) => horizon === undefined || key <= horizon).toSorted(byCodeUnits), horizon };
}

/** The order of keys everywhere: ascending by UTF-16 code units, as IndexedDB orders strings. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
