import type { Receipt, RunReceipt } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { describeHistory } from "./describe-history.ts";

const hour = 3_600_000;
const now = Date.UTC(2026, 4, 12, 14, 0);
const context = { now, locale: "en-GB", timeZone: "UTC", names: { service: "HubSpot" } };

function run(agoMs: number, change: Partial<RunReceipt> = {}, changed = 0): RunReceipt {
  return {
    format: 1,
    kind: "run",
    id: `r${agoMs}`,
    connection: "hubspot",
    stream: "contacts",
    correlationId: "c",
    startedAt: now - agoMs - 1000,
    finishedAt: now - agoMs,
    attempts: 1,
    outcome: "complete",
    mode: "incremental",
    checkpoint: { before: 0, after: 1 },
    counts: {
      received: changed,
      created: changed,
      updated: 0,
      unchanged: 0,
      removed: 0,
      duplicate: 0,
      filtered: 0,
      quarantined: 0,
      swept: 0,
    },
    completeness: { proven: false, why: "no total" },
    pages: 1,
    requests: 1,
    retries: 0,
    waitedMs: 0,
    bytes: 0,
    digest: "",
    ...change,
  };
}
const told = (receipts: readonly Receipt[]) =>
  describeHistory(receipts, context).map(({ label, items }) => [
    label,
    ...items.map(({ time, text, changes }) => [time, text, ...changes].join(" · ")),
  ]);

test("days are named, and each line says what happened and what changed", () => {
  expect(
    told([run(hour, {}, 118), run(2 * hour, { outcome: "failed" }), run(25 * hour), run(96 * hour, {}, 1)]),
  ).toEqual([
    ["Today", "13:00 · Sync complete · 118 added", "12:00 · Sync failed"],
    ["Yesterday", "13:00 · Sync complete · No changes"],
    ["8 May 2026", "14:00 · Sync complete · 1 added"],
  ]);
});

test("neighbours without changes are told as one", () => {
  expect(told([run(hour), run(2 * hour), run(3 * hour), run(4 * hour, {}, 5), run(5 * hour)])).toEqual([
    [
      "Today",
      "13:00 · Synced 3 times without changes",
      "10:00 · Sync complete · 5 added",
      "9:00 · Sync complete · No changes",
    ],
  ]);
});

test("a line knows which streams it is about", () => {
  const [day] = describeHistory([run(hour), run(2 * hour, { stream: "deals" }), run(3 * hour, {}, 1)], context);
  expect(day?.items.map(({ streams }) => streams)).toEqual([["contacts", "deals"], ["contacts"]]);
});

test("a failure between them is never swallowed", () => {
  const [day] = describeHistory([run(hour), run(2 * hour, { outcome: "failed" }), run(3 * hour)], context);
  expect(day?.items.map(({ tone }) => tone)).toEqual(["success", "danger", "success"]);
});

test("requirement 14: what a newer version wrote is left out", () => {
  const newer: Receipt = JSON.parse(JSON.stringify({ ...run(hour), outcome: "teleported" }));
  expect(told([newer, run(2 * hour, {}, 1)])).toEqual([["Today", "12:00 · Sync complete · 1 added"]]);
});
