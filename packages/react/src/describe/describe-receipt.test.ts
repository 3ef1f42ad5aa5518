import type { Failure, RunReceipt } from "@waybill/sync/status";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeReceipt } from "./describe-receipt.ts";

const at = Date.UTC(2026, 4, 12, 13, 55);
const context = {
  now: at,
  locale: "en-GB",
  timeZone: "UTC",
  names: { service: "HubSpot", records: { one: "contact", other: "contacts" } },
};
const complete: RunReceipt = {
  format: 1,
  kind: "run",
  id: "rcp_1",
  connection: "hubspot",
  stream: "contacts",
  correlationId: "c",
  startedAt: at - 72_000,
  finishedAt: at,
  attempts: 1,
  outcome: "complete",
  mode: "full",
  checkpoint: { before: 0, after: 1 },
  counts: {
    received: 3415,
    created: 118,
    updated: 1083,
    unchanged: 2208,
    removed: 3,
    duplicate: 2,
    filtered: 1,
    quarantined: 0,
    swept: 0,
  },
  completeness: { proven: true, by: "total" },
  pages: 1,
  requests: 1,
  retries: 0,
  waitedMs: 0,
  bytes: 1,
  digest: "d",
};
const unavailable: Failure = {
  code: "unavailable",
  origin: "provider",
  retryable: true,
  action: "wait",
  message: "GET https://api/contacts?token=secret answered 503",
};
const valuesOf = (receipt: RunReceipt) =>
  Object.fromEntries((describeReceipt(receipt, context).counts ?? []).map(({ label, value }) => [label, value]));

test("checked leaves out second copies and what was declared out, and is the sum of the lines under it", () => {
  expect(valuesOf(complete)).toEqual({
    Checked: "3,412",
    Added: "118",
    Updated: "1,083",
    Removed: "3",
    Unchanged: "2,208",
    "Not synced": "0",
  });
  expect(describeReceipt(complete, context).mismatch).toBeUndefined();
});

test("requirement 8: numbers that do not add up are said to, and the receipt is not green", () => {
  const described = describeReceipt({ ...complete, counts: { ...complete.counts, unchanged: 2200 } }, context);
  expect(described.mismatch).toBe("These numbers do not add up to 3,412. Contact support with the reference below.");
  expect(described).toMatchObject({ status: "partial", tone: "warning", label: "Complete with issues" });
  expect(described.about.map(({ name }) => name)).not.toContain("completeness");
});

test("for any counts of the contract the lines add up, and are shown to", () => {
  const count = fc.nat(1_000_000);
  const counts = fc.record({
    created: count,
    updated: count,
    unchanged: count,
    removed: count,
    duplicate: count,
    filtered: count,
    quarantined: count,
    swept: count,
  });
  fc.assert(
    fc.property(counts, ({ swept, ...parts }) => {
      const received = Object.values(parts).reduce((sum, part) => sum + part, 0);
      const receipt = { ...complete, counts: { ...parts, swept, received } };
      expect(describeReceipt(receipt, context).mismatch).toBeUndefined();
    }),
  );
});

test("times are absolute with their zone, and the duration is in words", () => {
  const { about } = describeReceipt(complete, context);
  expect(about.map(({ label, value }) => `${label}: ${value}`)).toEqual([
    "Started: 12 May 2026, 13:53:48 UTC",
    "Finished: 12 May 2026, 13:55:00 UTC",
    "Took: 1 min 12 secs",
    "Completeness: Confirmed by the count of HubSpot",
  ]);
});

describe("a failed run", () => {
  const failed: RunReceipt = { ...complete, outcome: "failed", failure: unavailable, attempts: 5 };

  test("says what was saved before the error, in our own words", () => {
    expect(describeReceipt(failed, context).failure).toBe(
      "HubSpot is not responding. 1,201 contacts were saved before the error.",
    );
  });

  test("requirement 88: shows nothing of the raw error", () => {
    expect(JSON.stringify(describeReceipt(failed, context))).not.toContain("secret");
  });

  test("claims no completeness", () => {
    expect(describeReceipt(failed, context).about.map(({ name }) => name)).not.toContain("completeness");
  });
});

test.each([
  ["complete", "success"],
  ["partial", "warning"],
  ["failed", "danger"],
  ["cancelled", "neutral"],
  ["superseded", "neutral"],
] as const)("requirement 3: a run that is %s is %s", (outcome, tone) => {
  expect(describeReceipt({ ...complete, outcome }, context).tone).toBe(tone);
});

test("an outcome of a newer version is not confirmed", () => {
  const receipt: RunReceipt = JSON.parse(JSON.stringify({ ...complete, outcome: "teleported" }));
  expect(describeReceipt(receipt, context)).toMatchObject({ status: "unknown", label: "Not confirmed" });
});

test.each<{ readonly given: Partial<RunReceipt>; readonly want: string }>([
  { given: { completeness: { proven: true, by: "total" } }, want: "Confirmed by the count of HubSpot" },
  { given: { completeness: { proven: true, by: "intervals" } }, want: "Confirmed, every interval was closed" },
  { given: { completeness: { proven: true, by: "token" } }, want: "Confirmed by HubSpot at the end of the list" },
  {
    // A count that fell is one to compare with.
    given: { reported: 9, completeness: { proven: false, why: "the vendor counts 9 records in all" } },
    want: "Not confirmed, HubSpot gave no proof that this is everything",
  },
])("says of a complete run what proves that it saw everything: $want", ({ given, want }) => {
  const { about } = describeReceipt({ ...complete, ...given }, context);
  expect(about.find(({ name }) => name === "completeness")?.value).toBe(want);
});
