import { expect, test } from "vitest";
import { failureLines, isGreen, lastLine, skipLines, withExitCode, type Tally } from "./tally.ts";

const tally = (given: Partial<Tally>): Tally => ({ passed: 0, failed: [], skipped: [], ...given });
const failure = { test: "b.test.ts > adds up", reason: "expected 1 to be 2" };
const skip = { test: "a.test.ts > sleeps", reason: "no corpus here" };

test("the last line counts what passed, failed and was skipped", () => {
  expect(lastLine(tally({ passed: 3, failed: [failure], skipped: [skip, skip] }))).toBe(
    "3 passed, 1 failed, 2 skipped",
  );
});

test("every failure is named, with the first line of what it said", () => {
  expect(failureLines(tally({ failed: [failure, { test: "c.test.ts" }] }))).toEqual([
    "failed: b.test.ts > adds up (expected 1 to be 2)",
    "failed: c.test.ts",
  ]);
});

test("every skipped test is named, with the reason it gave", () => {
  const silent = { test: "b.test.ts > with the corpus (needs it)" };
  expect(skipLines(tally({ skipped: [skip, silent] }))).toEqual([
    "skipped: a.test.ts > sleeps (no corpus here)",
    "skipped: b.test.ts > with the corpus (needs it)",
  ]);
});

test.for([
  { given: tally({}), when: "nothing ran", want: false },
  { given: tally({ skipped: [skip] }), when: "everything was skipped", want: false },
  { given: tally({ passed: 9, failed: [failure] }), when: "one test failed", want: false },
  { given: tally({ passed: 9, skipped: [skip] }), when: "all that ran passed", want: true },
])("where $when, green is $want", ({ given, want }) => {
  expect(isGreen(given)).toBe(want);
});

test("a run that exits with an error is never without a failure", () => {
  expect(withExitCode(tally({ passed: 9 }), 1).failed).toHaveLength(1);
  expect(withExitCode(tally({ passed: 9, failed: [failure, failure] }), 1).failed).toHaveLength(2);
  expect(withExitCode(tally({ passed: 9 }), 0).failed).toEqual([]);
});
