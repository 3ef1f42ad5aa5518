/**
 * The `after` of each page before this one: kept with the entry of the history. Lists are paged by key, which shows every record once, also while a sync
 * adds to them; only a customer who came step by step knows how many pages lie before.
 */
export type Trail = readonly (string | undefined)[];

/** The trail of an entry; `undefined` for one that was opened by its address alone. */
export function trailOf(state: unknown): Trail | undefined {
  const before: unknown = typeof state === "object" && state !== null ? Reflect.get(state, "before") : undefined;
  if (!Array.isArray(before)) return undefined;
  return before.map((key: unknown) => (typeof key === "string" ? key : undefined));
}
