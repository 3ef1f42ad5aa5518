import type { HealthSummary } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { describeHealth } from "./describe-health.ts";

const minute = 60_000;
type Outcome = HealthSummary["runs"][number]["outcome"];
const runs = (outcomes: readonly Outcome[]): HealthSummary["runs"] =>
  outcomes.map((outcome, i) => ({ receipt: `r${i}`, outcome, finishedAt: i * 10 * minute }));
const complete = (count: number): readonly Outcome[] => Array.from({ length: count }, () => "complete");
const names = { records: { one: "contact", other: "contacts" } };

test("four numbers, each with its sentence", () => {
  const health = {
    runs: runs([...complete(27), "failed", "partial", "complete"]),
    needsFix: 3,
    freshnessMs: 5 * minute,
  };
  const { metrics, summary } = describeHealth(health, { now: 0, names, expectedEveryMs: 60 * minute });
  expect(summary).toBe("28 of the last 30 syncs completed.");
  expect(metrics?.map(({ value, sentence }) => [value, sentence])).toEqual([
    ["93%", "28 of the last 30 syncs completed."],
    ["5 min", "Expected at most 1 hour."],
    ["3", "The contacts that did not sync."],
    ["20 min", "From a failed sync to the next complete one, on average."],
  ]);
});

test("every number is in the reader's own digits", () => {
  const health = { runs: runs(complete(30)), needsFix: 0 };
  expect(describeHealth(health, { now: 0, locale: "ar-EG" }).strip).toBe(
    "The last ٣٠ syncs, oldest first: ٣٠ of the last ٣٠ syncs completed.",
  );
});

test("a rate is never rounded up to all", () => {
  const { metrics } = describeHealth({ runs: runs([...complete(299), "failed"]).slice(-300), needsFix: 0 }, { now: 0 });
  expect(metrics?.[0]?.value).toBe("96%");
});

test("fewer than five runs say nothing", () => {
  expect(describeHealth({ runs: runs(complete(4)), needsFix: 0 }, { now: 0 })).toMatchObject({
    metrics: undefined,
    summary: "Not enough history yet. It appears here after 5 syncs.",
  });
});

test("a stream recovers by its own next complete run, not by that of another", () => {
  const of = (stream: string, outcome: Outcome, minutes: number) => ({
    receipt: `${stream}${minutes}`,
    stream,
    outcome,
    finishedAt: minutes * minute,
  });
  const mixed = [
    of("contacts", "failed", 0),
    of("deals", "complete", 1),
    of("contacts", "failed", 20),
    of("deals", "failed", 30),
    of("contacts", "complete", 40),
    of("deals", "complete", 50),
  ];
  const { metrics } = describeHealth({ runs: mixed, needsFix: 0 }, { now: 0 });
  expect(metrics?.find(({ name }) => name === "recovery")?.value).toBe("30 min");
});

test("an outcome of a newer version is left out", () => {
  const strange: HealthSummary = JSON.parse(
    '{"runs":[{"receipt":"r","outcome":"vanished","finishedAt":0}],"needsFix":0}',
  );
  expect(describeHealth(strange, { now: 0 }).runs).toEqual([]);
});
