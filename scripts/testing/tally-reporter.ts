import { writeFileSync } from "node:fs";
import type { Reporter, TestCase, TestModule, TestSuite } from "vitest/node";
import { type Failure, type Skip, type Tally, tallyVariable } from "./tally.ts";

type Errors = Parameters<NonNullable<Reporter["onTestRunEnd"]>>[1];

/**
 * Writes the tally of a run, type tests included, to the file that `WAYBILL_TALLY` names.
 * The default export is how Vitest loads a reporter.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: Errors): void {
    const path = process.env[tallyVariable];
    if (path !== undefined) writeFileSync(path, JSON.stringify(tallyOf(modules, unhandled)));
  }
}

function tallyOf(modules: readonly TestModule[], unhandled: Errors): Tally {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const passed = tests.filter((test) => test.result().state === "passed").length;
  const skipped = tests.filter((test) => test.result().state === "skipped");
  // A test that is still pending at the end never ran: nobody knows that it would have passed.
  const failed = tests.filter((test) => !["passed", "skipped"].includes(test.result().state)).map(failureOf);
  const outside = unhandled.map((error) => ({ test: "outside of every test", reason: firstLine([error]) }));
  return { passed, failed: [...failed, ...modules.flatMap(hindrances), ...outside], skipped: skipped.map(skipOf) };
}

/** Files and suites with errors of their own: syntax, imports, hooks. */
const hindrances = (module: TestModule): readonly Failure[] =>
  [module, ...module.children.allSuites()]
    .filter((container) => container.errors().length > 0)
    .map((container) => ({ test: nameOf(module, container), reason: firstLine(container.errors()) }));

const nameOf = (module: TestModule, container: TestModule | TestSuite): string =>
  container.type === "suite" ? `${module.relativeModuleId} > ${container.fullName}` : module.relativeModuleId;

const titleOf = (test: TestCase): string => `${test.module.relativeModuleId} > ${test.fullName}`;

const failureOf = (test: TestCase): Failure => ({ test: titleOf(test), reason: firstLine(test.result().errors ?? []) });

function skipOf(test: TestCase): Skip {
  const result = test.result();
  return { test: titleOf(test), reason: result.state === "skipped" ? result.note : undefined };
}

const firstLine = (errors: readonly { readonly message?: string | undefined }[]): string | undefined =>
  errors[0]?.message?.split("\n", 1)[0];
