import { expect, test } from "vitest";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { describeSummary } from "./describe-summary.ts";

const of = (connection: string, change: Parameters<typeof exampleSnapshot>[1]) =>
  exampleSnapshot({ connection }, change);
const done = (connection: string) => of(connection, { lastOutcome: "complete", lastCompleteAt: 0 });

test("requirement 15: several syncs are as bad as the worst, and say how many need attention", () => {
  const snapshots = [
    done("a"),
    of("b", { lastOutcome: "partial" }),
    of("c", { phase: "running" }),
    of("d", { blocker: "auth" }),
    done("e"),
  ];
  expect(describeSummary(snapshots, { now: 0 })).toMatchObject({
    status: "reconnect",
    tone: "danger",
    attention: 2,
    total: 5,
    text: "2 of 5 syncs need attention",
  });
});

test("all done is no claim of now when it cannot be read again: it says its age and is not green", () => {
  const minute = 60_000;
  const read = [done("a"), { ...done("b"), observedAt: minute }];
  expect(describeSummary(read, { now: 6 * minute, unreachable: true })).toMatchObject({
    tone: "neutral",
    label: "Up to date",
    old: true,
    text: "Status from 6 minutes ago",
  });
});

test.each([
  { label: "Paused", given: of("b", { lastOutcome: "complete", blocker: "paused" }) },
  { label: "Not connected", given: of("b", { lastOutcome: "complete", connected: false }) },
])("$label is not hidden by what was done, in any order, though nothing can be read again", ({ label, given }) => {
  for (const order of [
    [done("a"), given],
    [given, done("a")],
  ]) {
    expect(describeSummary(order, { now: 0, unreachable: true })).toMatchObject({
      label,
      text: "Status from just now",
    });
  }
});

test("what needed attention then is told with its age, and where nothing was ever read there is none", () => {
  const failed = of("b", { lastOutcome: "failed" });
  const context = { now: 6 * 60_000, unreachable: true };
  expect(describeSummary([done("a"), failed], context).text).toBe(
    "1 of 2 syncs needs attention · Status from 6 minutes ago",
  );
  expect(describeSummary([undefined, undefined], context)).toMatchObject({ status: "unknown", text: undefined });
});

test("one of them is counted in the singular", () => {
  const snapshots = [done("a"), of("b", { lastOutcome: "failed" })];
  expect(describeSummary(snapshots, { now: 0 }).text).toBe("1 of 2 syncs needs attention");
});

test("all done is said only when all are", () => {
  expect(describeSummary([done("a"), done("b")], { now: 0 })).toMatchObject({
    tone: "success",
    text: "All 2 syncs are up to date",
  });
  const { tone, text } = describeSummary([done("a"), of("b", {})], { now: 0 });
  expect({ tone, text }).toEqual({ tone: "neutral", text: undefined });
  expect(describeSummary([done("a"), undefined], { now: 0 }).tone).not.toBe("success");
  expect(describeSummary([], { now: 0 }).tone).not.toBe("success");
});
