import { expect, test } from "vitest";
import { isGreen, lastLine, skipLines, withExitCode, type Tally } from "./tally.ts";

const tally = (given: Partial<Tally>): Tally => ({ passed: 0, failed: 0, skipped: [], ...given });
const skip = { test: "a.test.ts > sleeps", reason: "no corpus here" };

test("the last line counts what passed, failed and was skipped", () => {
  expect(lastLine(tally({ passed: 3, failed: 1, skipped: [skip, skip] }))).toBe("3 passed, 1 failed, 2 skipped");
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
  { given: tally({ passed: 9, failed: 1 }), when: "one test failed", want: false },
  { given: tally({ passed: 9, skipped: [skip] }), when: "all that ran passed", want: true },
])("where $when, green is $want", ({ given, want }) => {
  expect(isGreen(given)).toBe(want);
});

test("a run that exits with an error is never without a failure", () => {
  expect(withExitCode(tally({ passed: 9 }), 1).failed).toBe(1);
  expect(withExitCode(tally({ passed: 9, failed: 2 }), 1).failed).toBe(2);
  expect(withExitCode(tally({ passed: 9 }), 0).failed).toBe(0);
});
