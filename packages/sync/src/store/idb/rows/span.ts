import { byCodeUnits } from "../../record-view.ts";

/** The stretch of keys in which some ids lie. */
export interface Span {
  readonly first: string;
  readonly last: string;
  /** Keys that are worth reading at once: when there are as many or more, the ids are asked for one by one. */
  readonly most: number;
}

/** Few enough to be asked one by one at no loss. */
const few = 8;

/**
 * Ids of one page mostly lie side by side, or where nothing lies yet: then one request for the keys of the whole span costs a fraction of one for each
 * id. `undefined` for a few ids, which are not worth it.
 */
export function spanOf(ids: readonly string[]): Span | undefined {
  const sorted = ids.length > few ? ids.toSorted(byCodeUnits) : [];
  const [first, last] = [sorted[0], sorted.at(-1)];
  return first === undefined || last === undefined ? undefined : { first, last, most: ids.length * 2 };
}
