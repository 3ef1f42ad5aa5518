import { firstFrom } from "../../first-from.ts";
import { emptyLevel, overlapping } from "./directory.ts";
import type { Directory, KeyRange } from "./directory.ts";
import type { SegmentSize } from "./pack.ts";
import { settledLevel } from "./segment.ts";
import type { Segment } from "./segment.ts";

/** Segments to be replaced by their rows in order, and the level of what replaces them. */
export interface Step {
  readonly inputs: readonly Segment[];
  readonly level: number;
}

/** Most segments that a step reads: some megabyte, so that it ends in milliseconds. */
export const mostInputs = 24;

/** Settled neighbours that are this many times smaller than a segment may be are joined. */
const smallness = 4;

export interface Circumstances {
  /** While a run writes, only what slows it down is merged; at rest, all that overlaps and can be sorted at a reasonable price. */
  readonly when: "busy" | "rest";
  readonly size: SegmentSize;
}

/**
 * What to merge because this segment is there; `undefined` when nothing needs to be.
 *
 * Segments that overlap in their level are sorted into narrower ones of the next. Where few deeper ones lie under them these are taken along, and
 * everything under that range is settled then: sorted, without overlap. The sum of levels only rises, so this comes to an end.
 */
export function chooseStep(directory: Directory, segment: Segment, { when, size }: Circumstances): Step | undefined {
  if (segment.level === settledLevel) return joinSmall(directory, segment, size);
  const peers = overlapping(directory, segment, { from: segment.level, to: segment.level });
  const inputs = closest(peers, segment);
  const deeper = underneath(directory, inputs);
  if (deeper !== undefined && (when === "rest" || inputs.length > size.tolerated)) {
    return { inputs: [...inputs, ...deeper], level: settledLevel };
  }
  const many = inputs.length > (when === "rest" ? 1 : size.tolerated);
  const level = segment.level + 1;
  return many && level < settledLevel ? { inputs, level } : undefined;
}

/** As many of the peers as a step may take, the segment itself first. */
function closest(peers: readonly Segment[], segment: Segment): readonly Segment[] {
  const others = peers.filter(({ id }) => id !== segment.id);
  return [segment, ...others.slice(0, mostInputs - 1)];
}

/** All deeper segments under these, when they are few, and when nothing deeper reaches out from under them. */
function underneath(directory: Directory, inputs: readonly Segment[]): readonly Segment[] | undefined {
  const levels = { from: (inputs[0]?.level ?? 0) + 1 };
  const deeper = overlapping(directory, rangeOf(inputs), levels);
  if (inputs.length + deeper.length > mostInputs) return undefined;
  const wider = overlapping(directory, rangeOf([...inputs, ...deeper]), levels);
  return wider.length === deeper.length ? deeper : undefined;
}

export function rangeOf(segments: readonly Segment[]): KeyRange {
  let { min = "", max = "" } = segments[0] ?? {};
  for (const segment of segments) {
    if (segment.min < min) min = segment.min;
    if (segment.max > max) max = segment.max;
  }
  return { min, max };
}

/** The small settled segments up to this one, once they are enough to fill a good part of one. */
function joinSmall(directory: Directory, segment: Segment, size: SegmentSize): Step | undefined {
  if (!isSmall(segment, size)) return undefined;
  const { segments: settled, reach } = directory.levels[settledLevel] ?? emptyLevel;
  const inputs: Segment[] = [];
  for (let at = firstFrom(reach, segment.min); at >= 0 && inputs.length < mostInputs; at -= 1) {
    const next = settled[at];
    if (next === undefined || !isSmall(next, size) || !fits([...inputs, next], size)) break;
    inputs.push(next);
  }
  const enough = inputs.length >= smallness && !fits([...inputs, ...inputs], size);
  return enough || inputs.length === mostInputs ? { inputs, level: settledLevel } : undefined;
}

function isSmall({ bytes, count }: Segment, size: SegmentSize): boolean {
  return bytes * smallness < size.bytes && count * smallness < size.rows;
}

function fits(segments: readonly Segment[], size: SegmentSize): boolean {
  const bytes = segments.reduce((sum, each) => sum + each.bytes, 0);
  const rows = segments.reduce((sum, each) => sum + each.count, 0);
  return bytes <= size.bytes && rows <= size.rows;
}
