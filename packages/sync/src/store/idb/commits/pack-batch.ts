import type { Batch } from "../../contract.ts";
import { byCodeUnits } from "../../record-view.ts";
import { encodeRecords } from "../segments/encode-records.ts";
import { packRows } from "../segments/pack.ts";
import type { Packed, SegmentSize } from "../segments/pack.ts";

/** A commit takes its number in its transaction, and what it writes is packed before. */
const unnumbered = 0;

const nothing = new Uint8Array();

/**
 * The batch's records as they are now, and a removal for each that it takes away. Whether there is any such record is not known yet: a removal of none
 * hides nothing, and is dropped in a merge, or by the commit with a segment that has no other.
 */
export function packBatch({ put = [], remove = [] }: Batch, size: SegmentSize): readonly Packed[] {
  const records = encodeRecords(put, unnumbered);
  const stay = new Set(records.map(({ key }) => key));
  const gone = [...new Set<string>(remove)].filter((key) => !stay.has(key));
  const removals = gone.map((key) => ({ key, hash: "", run: "", commit: unnumbered, body: nothing }));
  const rows =
    removals.length === 0 ? records : [...records, ...removals].toSorted((a, b) => byCodeUnits(a.key, b.key));
  return packRows(rows, size);
}

/** What a commit has packed, under its number. */
export function numbered({ entries, bodies }: Packed, commit: number): Packed {
  const origins = entries.origins.map(({ run }) => ({ run, commit }));
  return { entries: { ...entries, origins }, bodies };
}
