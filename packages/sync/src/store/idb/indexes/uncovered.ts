import { readPointer } from "../../../connector/pointer.ts";
import type { Pointer } from "../../../connector/refs.ts";
import { asRecordKey } from "../../../record/record-key.ts";
import { indexPlace } from "../../index-place.ts";
import type { Covered } from "../rows/rows.ts";
import { unreadable } from "../rows/rows.ts";
import { bodiesIn } from "../segments/bodies.ts";
import { allSegments } from "../segments/directory.ts";
import type { Directory } from "../segments/directory.ts";
import { decodeRecord } from "../segments/encode-records.ts";
import type { Search } from "../segments/find.ts";
import { unpack } from "../segments/pack.ts";
import type { Row, Segment } from "../segments/segment.ts";
import type { Placed } from "./place-rows.ts";
import { standing } from "./standing.ts";

/** Segments that may hold a record which an index does not, oldest first. */
export function uncoveredSegments(directory: Directory, { segments }: Covered): readonly Segment[] {
  return allSegments(directory)
    .filter(({ id }) => id > segments)
    .toSorted((a, b) => a.id - b.id);
}

/** The places of records that stand in some segments and that the index does not hold. Bodies are read of segments that have any such. */
export async function uncoveredPlaces(
  search: Search,
  {
    segments,
    covered,
    field,
  }: { readonly segments: readonly Segment[]; readonly covered: Covered; readonly field: Pointer },
): Promise<readonly Placed[]> {
  const rows = await Promise.all(segments.map((segment) => newRows(search, segment, covered)));
  return (await standing(search, rows.flat())).flatMap((row) => placed(row, field) ?? []);
}

async function newRows(search: Search, segment: Segment, { commit }: Covered): Promise<readonly Row[]> {
  const entries = await search.shelf.entries(search.tx, search.of, segment);
  if (entries.origins.every((origin) => origin.commit <= commit)) return [];
  const bodies = await bodiesIn(search).of(segment);
  return unpack({ entries, bodies }).filter((row) => row.commit > commit && row.body.length > 0);
}

function placed(row: Row, field: Pointer): Placed | undefined {
  const record = decodeRecord(row);
  if (record === undefined) throw unreadable("record");
  const key = asRecordKey(row.key);
  const place = indexPlace(readPointer(record.data, field), key);
  return place === undefined ? undefined : { place, key, commit: row.commit };
}
