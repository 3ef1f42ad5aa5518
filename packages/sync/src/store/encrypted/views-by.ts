import { readPointer } from "../../connector/pointer.ts";
import type { Pointer } from "../../connector/refs.ts";
import type { RecordKey, RecordView } from "../../record/record.ts";
import { bestPlaces } from "../best-places.ts";
import type { Page, RecordRange } from "../contract.ts";
import { indexPlace } from "../index-place.ts";
import { indexSearch, unknownIndex } from "../index-query.ts";
import type { IndexQuery } from "../index-query.ts";

/** Records that are opened at once. */
const together = 500;

/** A query, and what may be asked for. */
export interface Asked {
  readonly stream: string;
  readonly fields: readonly Pointer[];
  readonly query: IndexQuery;
}

/**
 * Opens every record of a stream to see where it stands, since an index on the disk would tell how values order and which records share one. Keeps no more
 * than the page. What is sealed is read page by page, so that a record which a commit changes meanwhile is as of a moment in between.
 */
export async function viewsBy(
  read: (range: RecordRange) => Promise<readonly RecordView[]>,
  { stream, fields, query }: Asked,
): Promise<Page<RecordView>> {
  if (!fields.includes(query.index)) throw unknownIndex(stream, query.index, fields);
  const best = bestPlaces<RecordView>(indexSearch(query));
  let after: RecordKey | undefined;
  for (;;) {
    const views = await read({ after, limit: together });
    for (const view of views) best.offer(indexPlace(readPointer(view.data, query.index), view.key), view);
    if (views.length < together) return best.page();
    after = views.at(-1)?.key;
  }
}
