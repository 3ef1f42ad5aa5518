import type { Gap } from "./rules/gap.ts";

/** A question with the streams that it concerns. */
export interface GapGroup {
  readonly question: string;
  readonly why: string;
  /** Empty where it concerns the whole API. */
  readonly streams: readonly string[];
}

/** Gaps that ask and say the same, as one each, in the order of the first of each. */
export function groupGaps(gaps: readonly Gap[]): readonly GapGroup[] {
  const groups = new Map<string, { question: string; why: string; streams: string[] }>();
  for (const { stream, question, why } of gaps) {
    const key = `${question}\0${why}`;
    const group = groups.get(key) ?? { question, why, streams: [] };
    groups.set(key, group);
    if (stream !== undefined) group.streams.push(stream);
  }
  return [...groups.values()];
}
