import { type InfiniteData, replaceEqualDeep, useInfiniteQuery } from "@tanstack/react-query";
import type { Page } from "@waybill/sync/status";
import { useMemo } from "react";
import type { WaybillPages } from "../queries.ts";
import type { Session } from "../session.ts";

/** A list that is read page by page. What is loaded stays when a later page cannot be read. */
export interface PagedList<T> {
  readonly state: "loading" | "ready" | "error";
  readonly items: readonly T[];
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  /** Why the last read failed; null when it did not. */
  readonly error: Error | null;
  readonly loadMore: () => void;
  /** Reads again what failed. */
  readonly retry: () => void;
}

export function usePages<T>(session: Session, options: WaybillPages<T>): PagedList<T> {
  const query = useInfiniteQuery({ ...options, structuralSharing: sharedAsOne }, session.client);
  const { data, error, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, refetch } = query;
  const items = useMemo(() => itemsOf(data), [data]);
  const loadMore = async () => {
    // The next page ends a read of those before it, which is then made up for.
    const interrupts = session.client.isFetching({ queryKey: options.queryKey, exact: true }) > 0;
    await fetchNextPage();
    if (interrupts) await refetch();
  };
  return {
    state: data !== undefined ? "ready" : error === null ? "loading" : "error",
    items,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    error,
    loadMore: () => void loadMore(),
    retry: () => void (isFetchNextPageError ? loadMore() : refetch()),
  };
}

/** What was read page by page is kept as one page, so that it is read again with one question. */
function sharedAsOne(before: unknown, read: unknown): unknown {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is asked of pages alone
  const { pages } = read as InfiniteData<Page<unknown>>;
  const whole = { items: pages.flatMap(({ items }) => items), next: pages.at(-1)?.next };
  return replaceEqualDeep(before, { pages: [whole], pageParams: [undefined] });
}

function itemsOf<T>(data: InfiniteData<Page<T>> | undefined): readonly T[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}
