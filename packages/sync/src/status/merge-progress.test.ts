import { expect, test } from "vitest";
import { mergeProgress } from "./merge-progress.ts";
import type { SyncSnapshot } from "./snapshot.ts";

const base: SyncSnapshot = {
  connection: "acme",
  connected: true,
  phase: "idle",
  lastOutcome: "complete",
  blocker: null,
  willRetry: false,
  durable: true,
  revision: 1,
  observedAt: 100_000,
};
const counts = { created: 0, updated: 0, unchanged: 0, removed: 0, failed: 0 };
const running = (startedAt: number, done: number, total?: number): SyncSnapshot => ({
  ...base,
  phase: "running",
  startedAt,
  progress: { run: `r${startedAt}`, done, total, totalIsEstimate: true, movedAt: startedAt + 1 },
});
/** In the sync that is under way. */
const ended = (startedAt: number, finishedAt: number, checked: number): SyncSnapshot => ({
  ...earlier(startedAt, finishedAt, checked),
  progress: { run: `r${startedAt}`, done: checked, total: checked, totalIsEstimate: false, movedAt: finishedAt },
});
const earlier = (startedAt: number, finishedAt: number, checked: number): SyncSnapshot => ({
  ...base,
  startedAt,
  finishedAt,
  counts: { ...counts, checked },
});

test("nothing is under way when no stream is", () => {
  expect(mergeProgress([earlier(1000, 2000, 9), base])).toBeUndefined();
});

test("numbers add up, with a total only when every stream that takes part has one", () => {
  expect(mergeProgress([running(1000, 3, 9), running(1000, 4, 8)])).toMatchObject({ done: 7, total: 17 });
  expect(mergeProgress([running(1000, 3, 9), running(1000, 4)])).toMatchObject({ done: 7, total: undefined });
  const waits: SyncSnapshot = { ...earlier(100, 200, 50), phase: "pending" };
  expect(mergeProgress([running(1000, 3, 9), ended(900, 1000, 4), waits])).toMatchObject({ done: 7, total: undefined });
});

test("a stream that ended in the same sync keeps counting", () => {
  const first = ended(10_000, 20_000, 100);
  const second = ended(19_900, 40_000, 50);
  expect(mergeProgress([running(40_001, 5, 30), second, first])).toMatchObject({ done: 155, total: 180 });
});

test("a stream of an earlier sync does not count, however lately that ended", () => {
  expect(mergeProgress([running(2001, 5, 30), earlier(1000, 2000, 100)])).toMatchObject({ done: 5, total: 30 });
});

test("a run that was left open does not count, and one that waits for its retry does", () => {
  const left: SyncSnapshot = { ...running(1000, 70, 90), phase: "idle" };
  expect(mergeProgress([running(2001, 5, 30), left])).toMatchObject({ done: 5, total: 30 });
  expect(mergeProgress([running(2001, 5, 30), { ...left, willRetry: true }])).toMatchObject({ done: 75, total: 120 });
});

test("no number falls, and the sync keeps its name, while its streams end one after the other", () => {
  const waits: SyncSnapshot = { ...base, phase: "pending" };
  const steps = [
    [running(1000, 10, 20), running(1000, 1, 5), waits],
    [ended(1000, 3000, 20), running(1000, 3, 5), waits],
    [ended(1000, 3000, 20), running(1000, 4, 5), running(3001, 1, 40)],
    [ended(1000, 3000, 20), ended(1000, 4000, 5), running(3001, 39, 40)],
  ].map((snapshots) => mergeProgress(snapshots));
  expect(steps.map((step) => [step?.done, step?.total])).toEqual([
    [11, undefined],
    [23, undefined],
    [25, 65],
    [64, 65],
  ]);
  expect(new Set(steps.map((step) => step?.run)).size).toBe(1);
});
