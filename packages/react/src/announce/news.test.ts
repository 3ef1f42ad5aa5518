import { describe, expect, test } from "vitest";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { newsOf } from "./news.ts";

const target = { connection: "hubspot" };
const context = { now: 0, names: { service: "HubSpot", records: { one: "contact", other: "contacts" } } };
const at = (done: number) =>
  exampleSnapshot(target, {
    phase: "running",
    progress: { run: "r1", done, total: 100, totalIsEstimate: false, movedAt: 0 },
  });

test("requirement 42: what was there when the page came is no news", () => {
  expect(newsOf(undefined, at(50), context)).toBeUndefined();
});

describe("requirement 40: start, quarters and outcome are news", () => {
  test.each([
    {
      from: exampleSnapshot(target, { phase: "pending" }),
      to: at(0),
      want: { kind: "change", text: "HubSpot: Syncing. Starting…" },
    },
    { from: at(24), to: at(26), want: { kind: "progress", text: "HubSpot: 26 of 100 contacts." } },
    {
      from: at(99),
      to: exampleSnapshot(target, { lastOutcome: "complete", lastCompleteAt: 0 }),
      want: { kind: "outcome", text: "HubSpot: Up to date. Last synced just now." },
    },
  ])("$want.text", ({ from, to, want }) => {
    expect(newsOf(from, to, context)).toEqual(want);
  });

  test("movement within a quarter is not", () => {
    expect(newsOf(at(30), at(40), context)).toBeUndefined();
  });

  test.each([
    ["its receipt", { receipt: "r2" }],
    ["its end alone, as of a stream beside a worse one", { finishedAt: 5 }],
  ])("requirement 41: the outcome of a run that nobody saw running is, as %s tells", (_, change) => {
    const done = exampleSnapshot(target, { lastOutcome: "complete", receipt: "r1", lastCompleteAt: 0 });
    const again = { ...done, ...change, revision: 2 };
    expect(newsOf(done, again, context)).toEqual({
      kind: "outcome",
      text: "HubSpot: Up to date. Last synced just now.",
    });
  });

  test("requirement 41: the same outcome again is not", () => {
    const done = exampleSnapshot(target, { lastOutcome: "complete" });
    expect(newsOf(done, { ...done, revision: 2 }, context)).toBeUndefined();
  });
});
