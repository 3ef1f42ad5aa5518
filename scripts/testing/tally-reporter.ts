import { writeFileSync } from "node:fs";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import { type Skip, type Tally, tallyVariable } from "./tally.ts";

type Errors = Parameters<NonNullable<Reporter["onTestRunEnd"]>>[1];

/**
 * Writes the tally of a run, type tests included, to the file that `WAYBILL_TALLY` names.
 * The default export is how Vitest loads a reporter.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: Errors): void {
    const path = process.env[tallyVariable];
    if (path !== undefined) writeFileSync(path, JSON.stringify(tallyOf(modules, unhandled.length)));
  }
}

function tallyOf(modules: readonly TestModule[], unhandled: number): Tally {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const passed = tests.filter((test) => test.result().state === "passed").length;
  const skipped = tests.filter((test) => test.result().state === "skipped");
  // A test that is still pending at the end never ran: nobody knows that it would have passed.
  const failedTests = tests.length - passed - skipped.length;
  return { passed, failed: failedTests + hindrances(modules) + unhandled, skipped: skipped.map(skipOf) };
}

/** Files and suites with errors of their own: syntax, imports, hooks. */
const hindrances = (modules: readonly TestModule[]): number =>
  modules
    .flatMap((module) => [module, ...module.children.allSuites()])
    .filter((container) => container.errors().length > 0).length;

function skipOf(test: TestCase): Skip {
  const result = test.result();
  const reason = result.state === "skipped" ? result.note : undefined;
  return { test: `${test.module.relativeModuleId} > ${test.fullName}`, reason };
}
