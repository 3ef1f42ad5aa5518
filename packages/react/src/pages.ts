import { type InfiniteData, replaceEqualDeep } from "@tanstack/react-query";
import type { Page, PageOptions } from "@waybill/sync/status";

/** The most that a source has to give in one page (`openapi/waybill-status.yaml`). */
export const mostAtOnce = 200;

/** What is read page by page. */
export interface Listed {
  readonly id: string;
}

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

/**
 * What was read page by page is kept as one page, so that it is read again with one question. A source that counts its way through a list gives an item
 * twice when another came before it: it is kept at its first place.
 */
export function sharedAsOne(before: unknown, read: unknown): unknown {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is asked of pages alone
  const { pages } = read as InfiniteData<Page<Listed>>;
  const seen = new Set<string>();
  const items = pages.flatMap((page) => page.items).filter(({ id }) => seen.size < seen.add(id).size);
  return replaceEqualDeep(before, { pages: [{ items, next: pages.at(-1)?.next }], pageParams: [undefined] });
}
