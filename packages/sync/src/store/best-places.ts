import type { IndexSearch } from "./index-query.ts";

/** The first of everything that is offered, in the order of a search: one more than its limit, to tell whether there is more. */
export interface BestPlaces<T> {
  /** Keeps what stands within the search; of two with one place the later offered. */
  offer(place: string | undefined, item: T): void;
  /** In order. */
  page(): { readonly items: readonly T[]; readonly next?: string | undefined };
}

/** Keeps no more than twice the limit at any time, however much is offered. */
export function bestPlaces<T>({ lower, upper, descending, limit }: IndexSearch): BestPlaces<T> {
  const wanted = limit + 1;
  let kept = new Map<string, T>();

  function first(): readonly (readonly [place: string, item: T])[] {
    const ascending = [...kept].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return (descending ? ascending.toReversed() : ascending).slice(0, wanted);
  }

  return {
    offer(place, item) {
      if (place === undefined || place < lower || place >= upper) return;
      kept.set(place, item);
      if (kept.size >= 2 * wanted) kept = new Map(first());
    },
    page() {
      const found = first();
      const last = found.length > limit ? found[limit - 1] : undefined;
      return { items: found.slice(0, limit).map(([, item]) => item), ...(last !== undefined && { next: last[0] }) };
    },
  };
}
