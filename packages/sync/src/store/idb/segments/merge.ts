import { byCodeUnits } from "../../record-view.ts";
import type { Row } from "./segment.ts";

/**
 * One ascending list of the rows that stand: of each key the one of the latest commit. `needed` tells whether a removal still hides an older row
 * elsewhere; one that does not is dropped.
 */
export function mergeRows(segments: readonly (readonly Row[])[], needed: (key: string) => boolean): readonly Row[] {
  const newest = new Map<string, Row>();
  for (const row of segments.flat()) {
    const other = newest.get(row.key);
    if (other === undefined || other.commit < row.commit) newest.set(row.key, row);
  }
  return [...newest.values()]
    .filter(({ key, body }) => body.length > 0 || needed(key))
    .toSorted((a, b) => byCodeUnits(a.key, b.key));
}
