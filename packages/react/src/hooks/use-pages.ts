import { type InfiniteData, hashKey, useInfiniteQuery } from "@tanstack/react-query";
import type { Page } from "@waybill/sync/status";
import { useMemo, useState } from "react";
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
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, refetch } = query;
  const items = useMemo(() => itemsOf(data), [data]);
  const list = hashKey(queryKey);
  const [missed, setMissed] = useState<Missed>();
  const missedHere = missed?.list === list && hasNextPage ? missed.error : null;
  const loadMore = async () => {
    // The next page ends a read of those before it, which is then made up for: of this list, though another be shown by then.
    const interrupts = client.isFetching({ queryKey, exact: true }) > 0;
    await fetchNextPage();
    const error = interrupts ? client.getQueryState(queryKey)?.error : null;
    setMissed(error ? { list, error } : undefined);
    if (interrupts) await client.refetchQueries({ queryKey, exact: true });
  };
  const error = query.error ?? missedHere;
  return {
    state: data !== undefined ? "ready" : error === null ? "loading" : "error",
    items,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    error,
    loadMore: () => void loadMore(),
    retry: () => void (isFetchNextPageError || missedHere !== null ? loadMore() : refetch()),
  };
}

/** A next page that could not be read. The read that makes up for the one that it ended would make it forgotten. */
interface Missed {
  readonly list: string;
  readonly error: Error;
}

function itemsOf<T>(data: InfiniteData<Page<T>> | undefined): readonly T[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}
