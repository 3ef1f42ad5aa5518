import type { Pagination } from "@waybill/sync/connector";
import type { Source } from "./listing.ts";

/** Pages by number, some of which hold nothing: as where a vendor filters what it cut. The number of a page then runs ahead of the records. */
export interface NumberedGaps {
  /** What the page of this index (from 0) is: the index among pages with records, or the gap in front of it. */
  at(index: number): { readonly index: number; readonly gap: boolean };
  /** Pages in all, where so many hold records. */
  count(pages: number): number;
}

/** Only a list that something else than an empty page or a count ends can have gaps. */
export function numberedGaps(
  { manners }: Source,
  end: Extract<Pagination, { end: unknown }>["end"] | undefined,
): NumberedGaps {
  const every = Math.max(2, manners.emptyEvery ?? Infinity);
  if (!Number.isFinite(every) || end === "total" || end === "empty-page") return gapless;
  return {
    at: (index) => ({ index: index - Math.floor(index / every), gap: (index + 1) % every === 0 }),
    count: (pages) => (pages === 0 ? 0 : pages + Math.floor((pages - 1) / (every - 1))),
  };
}

const gapless: NumberedGaps = { at: (index) => ({ index, gap: false }), count: (pages) => pages };
