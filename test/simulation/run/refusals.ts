/** What the vendor said of the account: the only reason for which a person may be asked for consent. */
export interface Refusals {
  /** The vendor answered a request of a stream, or one for tokens (`undefined`). */
  answered(stream: string | undefined, status: number): void;
  /** Somebody took the consent back: without it everything is refused. */
  withdrawn(): void;
  /** Somebody gave consent: refusals before it are settled. */
  consented(): void;
  /** How often consent was given or taken back so far. */
  readonly changes: number;
  /** Whether an answer that refuses the account may still be on its way to a stream's run. */
  concern(stream: string): boolean;
}

/** Longest time between an answer and the commit that follows from it, milliseconds. */
const longestMs = 120_000;

export function createRefusals(now: () => number): Refusals {
  const last = new Map<string | undefined, number>();
  let settled = -Infinity;
  let changes = 0;
  return {
    answered: (stream, status) => {
      const refuses = status === 401 || status === 403 || (stream === undefined && status >= 400);
      if (refuses) last.set(stream, now());
    },
    withdrawn: () => {
      last.set(undefined, now());
      changes += 1;
    },
    get changes() {
      return changes;
    },
    consented: () => {
      settled = now();
      changes += 1;
    },
    concern: (stream) =>
      Math.max(last.get(stream) ?? -Infinity, last.get(undefined) ?? -Infinity) > settled - longestMs,
  };
}
