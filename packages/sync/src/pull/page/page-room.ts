import { recentlyUsed } from "../../recently-used.ts";

/**
 * Which values stay where there is no room for all. A list is read from its start to its end time and again: were the value that was used longest ago to
 * go, one beyond the bound would drive out each of the others just before it is asked for. So what came back in the run before, or in this one, stays,
 * and a newcomer for which there is no room is left out.
 */
export interface PageRoom<Value> {
  /** Begins a run of a list, or goes on with it. */
  enter(list: string, run: string): Visit;
  /** Counts as a use. */
  get(name: string): Value | undefined;
  put(name: string, value: Value, visit: Visit): void;
}

/** A run, by the number of runs of all lists when it and the one of the same list before it began. */
export interface Visit {
  readonly run: string;
  readonly began: number;
  /** 0: there was none, and nothing goes for this one's sake. */
  readonly before: number;
}

export interface PageRoomOptions<Value> {
  readonly most: number;
  /** Asked once for each value. More than `most` is left out. */
  readonly weigh: (value: Value) => number;
}

interface Held<Value> {
  readonly value: Value;
  readonly weight: number;
  /** Runs of all lists that had begun when it was last used. */
  used: number;
}

export function createPageRoom<Value>({ most, weigh }: PageRoomOptions<Value>): PageRoom<Value> {
  const visits = new Map<string, Visit>();
  const held = recentlyUsed<string, Held<Value>>({ most, weigh: ({ weight }) => weight });
  let runs = 0;
  return {
    enter: (list, run) => {
      const last = visits.get(list);
      if (last?.run === run) return last;
      runs += 1;
      const visit = { run, began: runs, before: last?.began ?? 0 };
      visits.set(list, visit);
      return visit;
    },
    get: (name) => {
      const found = held.get(name);
      if (found !== undefined) found.used = runs;
      return found?.value;
    },
    put: (name, value, { before }) => {
      const weight = weigh(value);
      if (weight <= most) held.put(name, { value, weight, used: runs }, ({ used }) => used < before);
    },
  };
}
