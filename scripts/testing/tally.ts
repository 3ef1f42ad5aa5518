/** What one run of all tests came to. */
export interface Tally {
  readonly passed: number;
  /** Tests that failed, and whatever kept tests from running: a file that did not load, a hook, an unhandled error. */
  readonly failed: readonly Failure[];
  readonly skipped: readonly Skip[];
}

export interface Failure {
  /** The test, suite or file that failed. */
  readonly test: string;
  /** The first line of its first error. */
  readonly reason?: string | undefined;
}

export interface Skip {
  readonly test: string;
  /** What the test said when it skipped itself; a suite that is skipped as a whole says it in its name. */
  readonly reason?: string | undefined;
}

/** Where the reporter leaves the tally for the command that started it. */
export const tallyVariable = "WAYBILL_TALLY";

/** A run that ended before it could report: it counts as one failure. */
export const crashed: Tally = {
  passed: 0,
  failed: [{ test: "the run", reason: "it ended before it could report" }],
  skipped: [],
};

/** The last line of every run of the tests. */
export const lastLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`;

/** Green means: something was tested and nothing failed. */
export const isGreen = ({ passed, failed }: Tally): boolean => passed > 0 && failed.length === 0;

/** A line for each skipped test, so that no gap goes unseen. */
export const skipLines = ({ skipped }: Tally): readonly string[] => skipped.map((skip) => told("skipped", skip));

/** A line for each failure: where only the end of a run's output is kept, it still says what failed. */
export const failureLines = ({ failed }: Tally): readonly string[] => failed.map((failure) => told("failed", failure));

const told = (what: string, { test, reason }: Skip | Failure): string =>
  reason === undefined ? `${what}: ${test}` : `${what}: ${test} (${reason})`;

/** The tally once the exit code is known: Vitest can fail for a reason that it reports nowhere else. */
export const withExitCode = (tally: Tally, exitCode: number): Tally =>
  exitCode !== 0 && tally.failed.length === 0
    ? { ...tally, failed: [{ test: "the run", reason: `no test failed, and it ended with exit code ${exitCode}` }] }
    : tally;
