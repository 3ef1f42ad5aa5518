import type { Page, PageOptions } from "@waybill/sync/status";

/** The most that a source has to give in one page (`openapi/waybill-status.yaml`). */
const mostAtOnce = 200;

interface Known {
  /** Items that were read before. */
  readonly known: number;
  /** Of a page. */
  readonly limit: number;
}

/** A list of which anything may have changed, as long as it was, with as few questions as the source answers. */
export async function readAsLong<T>(
  read: (page: PageOptions) => Promise<Page<T>>,
  { known, limit }: Known,
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

/** A list, newest first, of things that never change: what came since it was read, and then what was read. */
export async function readSince<T extends { readonly id: string }>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
  known: Page<T>,
): Promise<Page<T>> {
  let all: Page<T> = { items: [] };
  do {
    const { items, next } = await read(all.next);
    all = { items: [...all.items, ...items], next };
    const met = known.items.findIndex(({ id }) => id === items.at(-1)?.id);
    const rest = met < 0 ? [] : known.items.slice(met + 1);
    if (rest.length > 0) return { items: [...all.items, ...rest], next: known.next };
    if (items.length === 0) break;
  } while (all.next !== undefined && all.items.length < known.items.length);
  return all;
}
