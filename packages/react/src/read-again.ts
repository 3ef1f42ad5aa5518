import type { Page, PageOptions } from "@waybill/sync/status";

/** The most that a source has to give in one page (`openapi/waybill-status.yaml`). */
const mostAtOnce = 200;

/** A list of which anything may have changed, as long as it was, with as few questions as the source answers. `known`: items that were read before. */
export async function readAsLong<T>(
  read: (page: PageOptions) => Promise<Page<T>>,
  limit: number,
  known: number,
): Promise<Page<T>> {
  let all: Page<T> = { items: [] };
  do {
    const asked = Math.min(Math.max(limit, known) - all.items.length, mostAtOnce);
    const { items, next } = await read({ limit: asked, cursor: all.next });
    all = { items: [...all.items, ...items], next };
    if (items.length === 0) break;
  } while (all.next !== undefined && all.items.length < known);
  return all;
}
