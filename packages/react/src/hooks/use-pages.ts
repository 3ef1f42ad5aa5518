import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
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
  const { client } = session;
  const { queryKey } = options;
  const query = useInfiniteQuery(options, client);
  const { data, error, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, refetch } = query;
  const items = useMemo(() => itemsOf(data), [data]);
  const loadMore = async () => {
    const list = client.getQueryCache().find({ queryKey });
    const interrupts = list?.state.fetchStatus === "fetching";
    await fetchNextPage();
    if (!interrupts) return;
    // The next page ended a read of those before it, which is made up for: of this list, though another be shown by now.
    const { status, error: missed, fetchMeta } = list.state;
    await client.refetchQueries({ queryKey, exact: true });
    // That the next page could not be read is as true as before.
    if (missed) list.setState({ status, error: missed, fetchMeta });
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

function itemsOf<T>(data: InfiniteData<Page<T>> | undefined): readonly T[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}
