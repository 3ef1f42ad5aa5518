import { readPointer } from "../../../connector/pointer.ts";
import type { RecordKey, RecordView } from "../../../record/record.ts";
import { bestPlaces } from "../../best-places.ts";
import type { BestPlaces } from "../../best-places.ts";
import type { Page } from "../../contract.ts";
import { indexPlace } from "../../index-place.ts";
import { indexSearch, unknownIndex } from "../../index-query.ts";
import type { IndexQuery, IndexSearch } from "../../index-query.ts";
import type { Connection } from "../database/connection.ts";
import { after } from "../rows/ranges.ts";
import { ownRows, readSome, viewsOf, viewStores } from "../reads/record-reads.ts";
import { nothingCovered, readAll, readOwn } from "../rows/rows.ts";
import type { Covered } from "../rows/rows.ts";
import type { Transaction } from "../database/schema.ts";
import type { Search } from "../segments/find.ts";
import type { OfStream } from "../segments/segment.ts";
import type { Shelf } from "../segments/shelf.ts";
import { segmentsInStep } from "./build-step.ts";
import { indexedFields, indexStream } from "./index-stream.ts";
import type { OwnDeclared } from "./own-declared.ts";
import { placedBy } from "./place-rows.ts";
import { standing } from "./standing.ts";
import { uncoveredPlaces, uncoveredSegments } from "./uncovered.ts";
import { walkIndex } from "./walk-index.ts";

/** Rows of own changes that are looked at together. */
const ownTogether = 500;

/** Fewest entries of an index that are looked at together: many of them may no longer hold, however few are wanted. */
const believedTogether = 64;

/** What this handle knows. */
interface Known {
  readonly shelf: Shelf;
  readonly declared: Pick<OwnDeclared, "fields">;
}

/** What a search by an index looks through, in one transaction. */
interface Looking {
  readonly base: Search;
  readonly index: Search;
  readonly covered: Covered;
  readonly query: IndexQuery;
  readonly within: IndexSearch;
  readonly best: BestPlaces<RecordKey>;
}

/**
 * Finds records by a field: those whose place own changes may have moved, those that the index does not hold yet, and those that it does. An entry of the
 * index is believed where the record that stands was written by the commit that the entry is of. Tells how many segments of records it does not hold, too.
 */
export async function readBy(
  { db, ...known }: Known & { readonly db: Connection },
  of: OfStream,
  query: IndexQuery,
): Promise<{ readonly page: Page<RecordView>; readonly uncovered: number }> {
  const within = indexSearch(query);
  const { raw, next, uncovered } = await db.read(viewStores, async (tx) => {
    const looking = await begin(tx, known, { of, query, within });
    const own = await offerOwn(looking);
    const segments = await offerUncovered(looking, own);
    await offerCovered(looking, own);
    const { items, ...rest } = looking.best.page();
    return { raw: await readSome(looking.base, items), uncovered: segments, ...rest };
  });
  return { page: { items: viewsOf(raw), ...(next !== undefined && { next }) }, uncovered };
}

async function begin(
  tx: Transaction<"readonly">,
  { shelf, declared }: Known,
  { of, query, within }: Pick<Looking, "query" | "within"> & { readonly of: OfStream },
): Promise<Looking> {
  const fields = await indexedFields(tx, of, declared);
  if (!fields.includes(query.index)) throw unknownIndex(of[1], query.index, fields);
  const kept = indexStream(of, query.index);
  const [base, index] = await Promise.all([shelf.read(tx, of), shelf.read(tx, kept)]);
  return {
    base: { shelf, tx, of, directory: base.directory, row: base.row },
    index: { shelf, tx, of: kept, directory: index.directory },
    covered: index.row.covered ?? nothingCovered,
    query,
    within,
    best: bestPlaces(within),
  };
}

/** Offers the records that have own changes, and gives their keys: what the vendor says of these decides no place. */
async function offerOwn({ base, query, best }: Looking): Promise<ReadonlySet<string>> {
  const own = new Set<string>();
  let last: RecordKey | undefined;
  let count: number;
  do {
    const range = after(base.of, last);
    const values = await ownRows(base, () => base.tx.objectStore("overlay").getAll(range, ownTogether));
    const rows = readAll(readOwn, values);
    const changed = rows.flatMap((row) => ("settled" in row ? [] : [row.key]));
    for (const key of changed) own.add(key);
    for (const { key, data } of viewsOf(await readSome(base, changed))) {
      best.offer(indexPlace(readPointer(data, query.index), key), key);
    }
    count = rows.length;
    last = rows.at(-1)?.key;
  } while (count === ownTogether);
  return own;
}

/** Gives how many segments had to be looked at. */
async function offerUncovered({ base, covered, query, best }: Looking, own: ReadonlySet<string>): Promise<number> {
  const segments = uncoveredSegments(base.directory, covered);
  for (let at = 0; at < segments.length; at += segmentsInStep) {
    const some = segments.slice(at, at + segmentsInStep);
    for (const { place, key } of await uncoveredPlaces(base, { segments: some, covered, field: query.index })) {
      if (!own.has(key)) best.offer(place, key);
    }
  }
  return segments.length;
}

async function offerCovered({ base, index, within, best }: Looking, own: ReadonlySet<string>): Promise<void> {
  const together = Math.max(within.limit, believedTogether);
  let missing = within.limit + 1;
  for await (const entries of walkIndex(index, within)) {
    for (let at = 0; at < entries.length; at += together) {
      const some = entries
        .slice(at, at + together)
        .map(placedBy)
        .filter(({ key }) => !own.has(key));
      const believed = await standing(base, some);
      for (const { place, key } of believed) best.offer(place, key);
      missing -= believed.length;
      if (missing <= 0) return;
    }
  }
}
