import { recentlyUsed } from "../../recently-used.ts";
import type { MetKeys } from "./met-keys.ts";

/** What a run has met, and, of that, what is of the list that is being read. */
export interface RunKeys {
  readonly met: MetKeys;
  readonly listed: MetKeys;
}

/**
 * What open runs have met, from step to step: read from the store each time, it would cost a run of many steps its square. It is believed only where the
 * stream stands as this engine's own last commit left it: whoever else went on with the run has met more.
 */
export interface MetMemory {
  /** Of one run. What was kept before an erasure is kept nowhere after it. */
  of(run: string): KeptKeys;
  /** Keys of records are not kept beyond an erasure. */
  clear(): void;
}

export interface KeptKeys {
  /** What the run had met when this engine left the stream at that version of its checkpoint. */
  recall(version: number): RunKeys | undefined;
  keep(version: number, keys: RunKeys): void;
  /** The run has ended. */
  drop(): void;
}

/** Bytes that all runs take together; where the one that went on last takes more by itself, it alone is kept. */
const mostBytes = 32_000_000;

interface Kept extends RunKeys {
  readonly version: number;
  readonly bytes: number;
}

export function createMetMemory(most: number = mostBytes): MetMemory {
  const empty = () => recentlyUsed<string, Kept>({ most, weigh: ({ bytes }) => bytes });
  let room = empty();
  return {
    of: (run) => {
      const runs = room;
      return {
        recall: (version) => {
          const kept = runs.get(run);
          return kept?.version === version ? kept : undefined;
        },
        keep: (version, { met, listed }) => {
          const bytes = met.bytes() + (listed === met ? 0 : listed.bytes());
          runs.put(run, { version, met, listed, bytes });
        },
        drop: () => runs.delete(run),
      };
    },
    clear: () => {
      room = empty();
    },
  };
}
