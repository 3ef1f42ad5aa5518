import type { SyncSnapshot } from "@waybill/sync/status";
import { describe, expect, test } from "vitest";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { describeSync } from "./describe-sync.ts";
import { describeProgress } from "./describe-progress.ts";
import type { DescribeContext } from "./wording.ts";

const running = (change: Partial<SyncSnapshot> = {}) =>
  exampleSnapshot({ connection: "hubspot" }, { phase: "running", ...change });
const hint = (snapshot: SyncSnapshot, extra?: Partial<DescribeContext>) =>
  describeProgress(snapshot, { now: 0, ...extra })?.hint;

describe("what happens when the page is left", () => {
  test("work in the page goes on when it is opened again", () => {
    const want = "You can close this page. The sync goes on from here when you come back.";
    expect(hint(running())).toBe(want);
    expect(hint(running(), { runsWithoutPage: false })).toBe(want);
  });

  test("work elsewhere goes on meanwhile", () => {
    expect(hint(running(), { runsWithoutPage: true })).toBe("You can leave this page. We’ll keep syncing.");
  });

  test("nothing is promised where nothing is kept", () => {
    expect(hint(running({ durable: false }))).toBe("Keep this page open until the sync is complete.");
  });
});

test("what could not be read again is of its time, and promises nothing from then on", () => {
  const progress = { run: "r", done: 50, total: 100, totalIsEstimate: false, movedAt: 120_000 };
  const snapshot = running({ startedAt: 0, observedAt: 120_000, progress });
  const at = (unreachable: DescribeContext["unreachable"]) => describeProgress(snapshot, { now: 180_000, unreachable });
  expect(at(false)).toMatchObject({ old: false, text: "50 of 100", hint: "About 2 minutes left" });
  expect(at(true)).toMatchObject({ old: true, text: "50 of 100", hint: "Status from 1 minute ago." });
  expect(at("reload")).toEqual(at(true));
});

test("what stands in the way, or went before, is said beside the bar", () => {
  const leave = "You can close this page. The sync goes on from here when you come back.";
  expect(hint(running({ blocker: "offline" }))).toBe("No network connection. Continues when it is back.");
  expect(hint(running({ blocker: "rate_limited" }))).toContain("asked us to slow down");
  expect(hint(running({ lastOutcome: "failed", finishedAt: 0 }), { now: 300_000 })).toBe(
    `The last attempt failed 5 minutes ago. Trying again. ${leave}`,
  );
});

test("a device whose clock is behind says the same beside the bar as in the badge", () => {
  const at = 7_200_000;
  const snapshot = running({
    lastOutcome: "failed",
    finishedAt: at - 300_000,
    observedAt: at,
    progress: { run: "r", done: 10, total: 100, totalIsEstimate: true, movedAt: at - 300_000 },
  });
  const context = { now: 0 };
  expect(describeProgress(snapshot, context)?.stalled).toBe(true);
  const calm = { ...snapshot, progress: undefined };
  const sentence = "The last attempt failed 5 minutes ago. Trying again.";
  expect([describeProgress(calm, context)?.hint, describeSync(calm, context).detail]).toEqual(
    Array(2).fill(expect.stringContaining(sentence)),
  );
});

describe("requirement 21: the time that is left", () => {
  const minute = 60_000;
  const at = (elapsedMs: number, done: number, total: number, totalIsEstimate = false) =>
    hint(running({ startedAt: 0, progress: { run: "r", done, total, totalIsEstimate, movedAt: elapsedMs } }), {
      now: elapsedMs,
      runsWithoutPage: true,
    });
  const nothing = "You can leave this page. We’ll keep syncing.";

  test.each([
    { say: "before ten seconds of data", given: at(9_000, 10, 1000), want: nothing },
    { say: "in whole minutes", given: at(minute, 250, 1000), want: "About 3 minutes left" },
    { say: "in the singular", given: at(minute, 500, 1000), want: "About 1 minute left" },
    { say: "not beyond an hour", given: at(minute, 10, 1000), want: nothing },
    { say: "not of an estimate", given: at(minute, 250, 1000, true), want: nothing },
  ])("$say: $want", ({ given, want }) => {
    expect(given).toBe(want);
  });
});
