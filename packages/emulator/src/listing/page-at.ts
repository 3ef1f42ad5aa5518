import type { Entry } from "../state/entry.ts";
import { follows, windowAt, type Source } from "./listing.ts";
import { isGap, type Position } from "./position.ts";

/** The records at a position that a token named, and the position after them; undefined when nothing follows. */
export function pageAt(
  source: Source,
  position: Position,
): { readonly entries: readonly Entry[]; readonly next: Position | undefined } {
  if (isGap(source, position)) return { entries: [], next: { ...position, afterGap: true } };
  const { offset } = position;
  const entries = windowAt(source, offset);
  if (!follows(source, offset)) return { entries, next: undefined };
  const next =
    source.manners.endless === "same" ? position : { ...position, offset: offset + source.size, afterGap: false };
  return { entries, next };
}
