import { type UseQueryResult } from "@tanstack/react-query";

/** One thing that is read from the source. What was read stays when it cannot be read again. */
export type ReadState<T> =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly data: T; /** Why it could not be read again. */ readonly error: Error | null }
  | { readonly state: "error"; readonly error: Error; readonly retry: () => void };

/** What the product gives as it is; undefined while it is read. */
export function givenRead<T>(data: T | undefined): ReadState<T> {
  return data === undefined ? { state: "loading" } : { state: "ready", data, error: null };
}

export function readStateOf<T>({ data, error, refetch }: UseQueryResult<T>): ReadState<T> {
  if (data !== undefined) return { state: "ready", data, error };
  return error === null ? { state: "loading" } : { state: "error", error, retry: () => void refetch() };
}
