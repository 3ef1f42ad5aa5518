import type { Store } from "../contract.ts";

/** As much of a test framework's `expect` as the suite uses: Vitest's, Jest's and Bun's fit. */
export type Expect = (actual: unknown) => {
  toBe(expected: unknown): void;
  toEqual(expected: unknown): void;
};

/** What a case may use. */
export interface Suite {
  readonly expect: Expect;
  /** A handle on a tenant's store; without a tenant, on one that nobody used before. Closed after the case. */
  readonly open: (tenant?: string) => Promise<Store>;
}

/** One sentence about every store, and the proof of it. */
export interface ConformanceCase {
  readonly name: string;
  run(suite: Suite): Promise<void>;
}
