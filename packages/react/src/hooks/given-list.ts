import type { ReadState } from "./read-state.ts";
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

/** One thing that is read, as a list: empty where there is none. */
export function listOfOne<T extends object>(read: ReadState<T | null>): PagedList<T> {
  if (read.state === "ready") return givenList(read.data === null ? [] : [read.data]);
  const list = givenList<T>(undefined);
  return read.state === "loading" ? list : { ...list, ...read };
}
