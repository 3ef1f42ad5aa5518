import { type InfiniteData, replaceEqualDeep } from "@tanstack/react-query";
import type { Page, PageOptions } from "@waybill/sync/status";

/** The most that a source has to give in one page (`openapi/waybill-status.yaml`). */
export const mostAtOnce = 200;

/** What is read page by page. */
export interface Listed {
  readonly id: string;
}

export interface AsLong {
  /** Items asked for at a time, at most {@link mostAtOnce}. */
  readonly limit: number;
  /** Items that were read before. */
  readonly known: number;
  /** Asked before each question but the first, so that a list of one question ends no read by being looked at. */
  readonly isCancelled: () => boolean;
}

/** A list of which anything may have changed, as long as it was, with as few questions as the source answers. */
export async function readAsLong<T extends Listed>(
  read: (page: PageOptions) => Promise<Page<T>>,
  { limit, known, isCancelled }: AsLong,
): Promise<Page<T>> {
  let all: Page<T> = { items: [] };
  do {
    const before = all.items.length;
    const { items, next } = await read({
      limit: Math.min(Math.max(limit, known) - before, mostAtOnce),
      cursor: all.next,
    });
    all = { items: firstOfEach([...all.items, ...items]), next };
    if (all.items.length === before) break;
  } while (all.next !== undefined && all.items.length < known && !isCancelled());
  return all;
}

/** What was read page by page is kept as one page, so that it is read again with one question. */
export function sharedAsOne(before: unknown, read: unknown): unknown {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is asked of pages alone
  const { pages } = read as InfiniteData<Page<Listed>>;
  const whole = { items: firstOfEach(pages.flatMap(({ items }) => items)), next: pages.at(-1)?.next };
  return replaceEqualDeep(before, { pages: [whole], pageParams: [undefined] });
}

/** A source that counts its way through a list gives an item twice when another came before it. */
function firstOfEach<T extends Listed>(items: readonly T[]): readonly T[] {
  return [...new Map(items.toReversed().map((item) => [item.id, item])).values()].toReversed();
}
