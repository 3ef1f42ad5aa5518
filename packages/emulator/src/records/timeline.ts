import { chances } from "../random.ts";

/** The three instants of one record, epoch milliseconds. `event` is a business date: near the creation, in no order. */
export interface Instants {
  readonly created: number;
  readonly updated: number;
  readonly event: number;
}

export interface Timeline {
  /** Instants of record `n`: pure, so a record can be made when it is asked for. */
  at(n: number): Instants;
}

const dayMs = 86_400_000;
/** Share of records that arrive in the same instant as their predecessor, as imports and batches make them. */
const tieShare = 0.15;
/** Share of records that were never touched after their creation. */
const untouchedShare = 0.4;

/**
 * A history that ends at `end`: creations grow with `n` and never go back, some in the very same instant; updates come later, in no order.
 * Records past `count` do not exist yet, and have no instants here.
 */
export function timeline(options: { seed: number; name: string; count: number; end: number }): Timeline {
  const { seed, name, count, end } = options;
  const spanMs = Math.min(900 * dayMs, Math.max(30 * dayMs, count * 3_600_000));
  const start = end - spanMs;
  const slotMs = spanMs / Math.max(1, count);
  const place = chances(seed, name, "created");
  const tie = chances(seed, name, "tie");
  const touch = chances(seed, name, "touched");
  const update = chances(seed, name, "updated");
  const business = chances(seed, name, "event");
  const created = (n: number): number => {
    let at = n;
    while (at > 0 && tie(at) < tieShare) at--;
    return Math.floor(start + (at + place(at)) * slotMs);
  };
  return {
    at(n) {
      const born = created(n);
      const updated = touch(n) < untouchedShare ? born : Math.floor(born + update(n) ** 2 * (end - born));
      return { created: born, updated, event: Math.floor(born + (business(n) - 0.5) * 20 * dayMs) };
    },
  };
}
