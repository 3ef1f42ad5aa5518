import type { RecordKey } from "../../../record/record.ts";
import { asRecordKey } from "../../../record/record-key.ts";
import { mergeKeys } from "../../record-view.ts";
import type { OverlayRow } from "../../record-view.ts";
import type { OwnRow } from "../rows/rows.ts";
import type { Excerpt } from "../segments/excerpt.ts";
import { commitOf, keyOf } from "../segments/find.ts";
import type { Found } from "../segments/find.ts";

/** What makes up one view: at least one half of it. `commit`: when what is seen of the vendor's half last changed. */
export interface Halves {
  readonly key: RecordKey;
  readonly found?: Found | undefined;
  readonly own?: OverlayRow | undefined;
  readonly commit: number;
}

/** Halves of views, and where those from the vendor lie. */
export interface Raw {
  readonly halves: readonly Halves[];
  readonly excerpts: readonly Excerpt[];
}

/** The halves of one record, `undefined` when a reader sees none. */
export function halvesOf(key: RecordKey, found: Found | undefined, row: OwnRow | undefined): Halves | undefined {
  const own = row === undefined || "settled" in row ? undefined : row;
  if (own === undefined ? found === undefined : own.patch === null) return undefined;
  const settled = row !== undefined && "settled" in row ? row.commit : 0;
  return { key, found, own, commit: Math.max(found === undefined ? 0 : commitOf(found), settled) };
}

export interface RangeOfHalves {
  readonly halves: readonly Halves[];
  /** Key up to which they are complete; absent when there is nothing more. */
  readonly horizon?: RecordKey | undefined;
}

/** Joins both lists of one range, each ascending and cut at `limit`. One that reached the limit may go on, so nothing past its last key is told yet. */
export function joinHalves(found: readonly Found[], rows: readonly OwnRow[], limit: number): RangeOfHalves {
  const theirs = new Map(found.map((each) => [asRecordKey(keyOf(each)), each]));
  const ours = new Map(rows.map((row) => [row.key, row]));
  const { keys, horizon } = mergeKeys([...theirs.keys()], [...ours.keys()], limit);
  return { halves: keys.flatMap((key) => halvesOf(key, theirs.get(key), ours.get(key)) ?? []), horizon };
}
