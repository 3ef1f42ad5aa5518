import type { Bodies } from "./bodies.ts";
import type { Found } from "./find.ts";
import { rowAt } from "./pack.ts";
import type { Packed } from "./pack.ts";
import type { Entries, Row, Segment } from "./segment.ts";

/** Some rows of a segment, and where in it they lie. */
export interface Excerpt extends Packed {
  readonly places: readonly number[];
}

/** The segments behind some entries, each once. */
export function readExcerpts(bodies: Bodies, found: readonly Found[]): Promise<readonly Excerpt[]> {
  const meant = new Map<Segment, { readonly entries: Entries; readonly places: number[] }>();
  for (const { segment, entries, at } of found) {
    const more = meant.get(segment);
    if (more === undefined) meant.set(segment, { entries, places: [at] });
    else more.places.push(at);
  }
  return Promise.all([...meant].map(async ([segment, each]) => ({ ...each, bodies: await bodies.of(segment) })));
}

export function rowsOf(excerpts: readonly Excerpt[]): readonly Row[] {
  return excerpts.flatMap((each) => each.places.map((at) => rowAt(each, at)));
}
