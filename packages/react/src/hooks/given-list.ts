import type { PagedList } from "./use-pages.ts";

const nothing = () => undefined;

/** A list that the product gives as it is; undefined while it is loading. */
export function givenList<T>(items: readonly T[] | undefined): PagedList<T> {
  return {
    state: items === undefined ? "loading" : "ready",
    items: items ?? [],
    hasMore: false,
    isLoadingMore: false,
    error: null,
    loadMore: nothing,
    retry: nothing,
  };
}
