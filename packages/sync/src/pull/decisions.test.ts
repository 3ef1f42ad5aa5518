import { failure } from "@waybill/transport";
import type { Failure } from "@waybill/transport";
import { expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { pullContext } from "../../test/pull-context.ts";
import type { Checkpoint } from "./checkpoint/checkpoint.ts";
import type { OpenRun } from "./checkpoint/open-run.ts";
import { judgeCompleteness } from "./proof/completeness.ts";
import { judgeSweep, maySweep } from "./proof/deletions.ts";
import { planRun } from "./checkpoint/plan.ts";
import type { PlanRequest } from "./checkpoint/plan.ts";
import { recover } from "./run/recover.ts";
import type { FailedPage } from "./run/recover.ts";
import { beginRun, emptyCheckpoint, nextAttempt } from "./run/run.ts";
import { pullDefaults } from "./settings.ts";
import { asRecordKey } from "../record/record-key.ts";

const context = pullContext({ vendor: () => new Response() });
const open: OpenRun = beginRun(context, { mode: "full", pager: { first: null }, before: 0 });
const empty = emptyCheckpoint({ contract: contractWith() });
const { hash } = empty.contract;
const watermark = { value: "5" };

const plans: readonly { name: string; given: Partial<PlanRequest> & { checkpoint: Checkpoint }; want: object }[] = [
  { name: "a new stream begins in full", given: { checkpoint: empty }, want: { kind: "begin", mode: "full" } },
  { name: "an open run goes on", given: { checkpoint: { ...empty, run: open } }, want: { kind: "resume", run: open } },
  {
    name: "an open run goes on, whatever is asked for",
    given: { checkpoint: { ...empty, run: open }, mode: "incremental" },
    want: { kind: "resume" },
  },
  {
    name: "a watermark makes a run incremental",
    given: { checkpoint: { ...empty, watermark } },
    want: { kind: "begin", mode: "incremental", since: watermark },
  },
  {
    name: "a full run can be asked for",
    given: { checkpoint: { ...empty, watermark }, mode: "full" },
    want: { kind: "begin", mode: "full" },
  },
  {
    name: "a watermark is nothing to a stream that cannot be asked for changes",
    given: { checkpoint: { ...empty, watermark }, changes: undefined },
    want: { kind: "begin", mode: "full" },
  },
  {
    name: "another contract reads everything again",
    given: { checkpoint: { ...empty, watermark }, hash: "other" },
    want: { kind: "resync", open: undefined },
  },
  {
    name: "another contract gives the open run up",
    given: { checkpoint: { ...empty, run: open }, hash: "other" },
    want: { kind: "resync", open },
  },
  {
    name: "another format is refused",
    given: { checkpoint: Object.assign({}, empty, { format: 2 }) },
    want: { kind: "refuse", failure: { code: "storage", retryable: false } },
  },
  {
    name: "another contract version is refused",
    given: { checkpoint: { ...empty, contract: { version: 9, hash } } },
    want: { kind: "refuse" },
  },
];

test.each(plans)("$name", ({ given, want }) => {
  expect(planRun({ hash, changes: "watermark", ...given })).toMatchObject(want);
});

const clock = { now: () => 1000, random: () => 0.5 };
const late = { ...open, position: { ...open.position, page: 3 } };
const fails = (code: Failure["code"], change: Partial<Failure> = {}): Failure => ({
  ...failure(code, { message: "x" }),
  ...change,
});

const recoveries: readonly { name: string; given: Partial<FailedPage> & { failure: Failure }; want: object }[] = [
  {
    name: "refused credentials wait for the customer",
    given: { failure: fails("unauthorized") },
    want: { kind: "block" },
  },
  { name: "a missing right fails", given: { failure: fails("forbidden", { status: 403 }) }, want: { kind: "fail" } },
  {
    name: "what may pass is tried again, jittered",
    given: { failure: fails("unavailable") },
    want: { kind: "retry", at: 1500 },
  },
  {
    name: "the delay doubles",
    given: { failure: fails("network"), run: { ...open, attempt: 3 } },
    want: { kind: "retry", at: 3000 },
  },
  {
    name: "the delay has a cap",
    given: { failure: fails("network"), run: { ...open, attempt: 30, maxAttempts: 99 } },
    want: { kind: "retry", at: 31_000 },
  },
  {
    name: "a named time counts when it is later",
    given: { failure: fails("rate_limited", { retryAt: 90_000 }) },
    want: { kind: "retry", at: 90_000 },
  },
  {
    name: "spent attempts fail",
    given: { failure: fails("network"), run: { ...open, attempt: 8 } },
    want: { kind: "fail" },
  },
  {
    name: "being offline is never spent",
    given: { failure: fails("offline"), run: { ...open, attempt: 8 } },
    want: { kind: "retry" },
  },
  {
    name: "a forgotten position begins the list again",
    given: { failure: fails("gone", { status: 410 }), run: late },
    want: { kind: "restart" },
  },
  {
    name: "so does a token that is refused",
    given: { failure: fails("invalid", { status: 400 }), run: late },
    want: { kind: "restart" },
  },
  {
    name: "a position that cannot expire fails",
    given: { failure: fails("invalid", { status: 400 }), run: late, expires: false },
    want: { kind: "fail" },
  },
  {
    name: "a first page that is refused fails",
    given: { failure: fails("invalid", { status: 400 }) },
    want: { kind: "fail" },
  },
  {
    name: "too old a watermark reads everything",
    given: { failure: fails("gone", { status: 410 }), run: { ...open, mode: "incremental" } },
    want: { kind: "widen" },
  },
  {
    name: "restarts are counted",
    given: { failure: fails("gone", { status: 410 }), run: { ...late, restarts: 3 } },
    want: { kind: "fail" },
  },
];

test.each(recoveries)("$name", ({ given, want }) => {
  expect(recover({ run: open, expires: true, settings: pullDefaults, clock, ...given })).toMatchObject(want);
});

test("a further attempt is counted, unless the device was offline or the customer had to act", () => {
  const after = (code: Failure["code"]) => nextAttempt({ ...open, failure: fails(code), nextAttemptAt: 5 });
  expect([after("network").attempt, after("offline").attempt, after("unauthorized").attempt]).toEqual([2, 1, 1]);
  expect(after("network")).not.toHaveProperty("failure");
});

test("completeness is proven only by an agreeing count", () => {
  const cursor = contractWith().pagination;
  const silent = { ...cursor, total: undefined };
  expect(judgeCompleteness({ ...open, reported: 5 }, 5, cursor)).toEqual({
    completeness: { proven: true, by: "total" },
    lacking: false,
    moves: true,
  });
  expect(judgeCompleteness({ ...open, reported: 6 }, 5, cursor)).toMatchObject({
    completeness: { proven: false },
    lacking: true,
    moves: false,
  });
  expect(judgeCompleteness(open, 5, silent)).toMatchObject({ completeness: { why: /no count/ }, lacking: false });
});

const keys = (count: number) => Array.from({ length: count }, (_, index) => asRecordKey(`k${index}`));

test.each([
  [0, 10, "none"],
  [3, 10, "sweep"],
  [4, 10, "hold"],
  [1, 1, "hold"],
  [10, 10, "hold"],
] as const)("%i absent of %i stored: %s", (absent, stored, want) => {
  expect(judgeSweep({ count: absent, keys: keys(absent), stored }, { maxShrink: 0.3 }).kind).toBe(want);
});

test("invariant 67: only a proven full read whose every record was accepted may sweep", () => {
  const proven = { proven: true, by: "total" } as const;
  expect(maySweep(open, proven)).toBe(true);
  expect(maySweep({ ...open, mode: "incremental" }, proven)).toBe(false);
  expect(maySweep({ ...open, counts: { ...open.counts, quarantined: 1 } }, proven)).toBe(false);
  expect(maySweep(open, { proven: false, why: "x" })).toBe(false);
});
