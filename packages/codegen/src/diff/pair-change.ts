import { same, type Change } from "./change.ts";

/** A change, before it is said which stream it is of. */
export type StreamChange = Omit<Change, "stream">;

/** Something that both contracts say, as each says it. */
export interface Pair {
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Any difference breaks a sync. */
export function replaced(pair: Pair, meaning: string): readonly StreamChange[] {
  return same(pair.before, pair.after) ? [] : [{ severity: "breaking", ...pair, meaning }];
}

export interface Meanings {
  readonly lost: string;
  readonly won: string;
  readonly changed: string;
}

/** What may be absent: won, lost, or another than before. */
export function optionalChange(pair: Pair, { lost, won, changed }: Meanings): readonly StreamChange[] {
  const { what, before, after } = pair;
  if (before === undefined && after !== undefined) return [{ severity: "additive", what, after, meaning: won }];
  if (before !== undefined && after === undefined) return [{ severity: "breaking", what, before, meaning: lost }];
  return replaced(pair, changed);
}
