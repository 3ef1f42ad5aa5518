import type { StatusSource, StatusTarget } from "../source.ts";

/** As much of a test framework's `expect` as the suite uses: Vitest's, Jest's and Bun's fit. */
export type StatusExpect = (actual: unknown) => {
  toBe(expected: unknown): void;
  toEqual(expected: unknown): void;
};

/** A source to be checked, and what makes something happen behind it. */
export interface StatusRig {
  readonly source: StatusSource;
  /** A connection with one stream at least, which is the target of every case. */
  readonly target: Required<StatusTarget> & { readonly stream: string };
  /** Finishes one more run of the target's stream and resolves to the id of its receipt, once that is kept. */
  readonly finishRun: () => Promise<string>;
  /** Makes reads fail from now on, or no longer. Absent where the source cannot be broken from outside. */
  readonly breakReads?: ((broken: boolean) => void) | undefined;
  /** How many actions took effect. */
  readonly acted: () => number;
  /** Lets time and work go on until the condition holds. */
  readonly until: (condition: () => boolean) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** One sentence about every status source, and the proof of it. */
export interface StatusCase {
  readonly name: string;
  /** Needs a rig whose reads can be broken. */
  readonly breaks?: boolean | undefined;
  run(rig: StatusRig, expect: StatusExpect): Promise<void>;
}
