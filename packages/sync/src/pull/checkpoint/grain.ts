import type { Incremental } from "../../connector/contract.ts";

/** Smallest difference that a way of writing can express, in milliseconds: between two bounds that a vendor can be told, too. */
export const coarseness: Readonly<Record<Incremental["format"], number>> = Object.freeze({
  "date-time": 1,
  "epoch-ms": 1,
  "epoch-s": 1000,
  date: 86_400_000,
  opaque: 1,
});

/** Smallest difference between two values of a cursor field, in milliseconds: what the vendor says, and no less than what the way of writing can express. */
export function grainOf({ format, granularityMs }: Pick<Incremental, "format" | "granularityMs">): number {
  return Math.max(granularityMs, coarseness[format]);
}
