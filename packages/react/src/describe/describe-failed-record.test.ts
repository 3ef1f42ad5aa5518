import type { FailedRecord } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { describeFailedRecord } from "./describe-failed-record.ts";

const context = { now: 7_200_000, locale: "en-GB", names: { service: "HubSpot" } };
const record: FailedRecord = {
  id: "q1",
  stream: "contacts",
  kind: "quarantine",
  reason: "validation",
  title: "Ada Park",
  field: "/properties/email",
  at: 0,
  attempts: 1,
};

test.each([
  { given: {}, want: "Its field “email” does not have the form that we expect." },
  { given: { field: undefined }, want: "It does not have the form that we expect." },
  { given: { reason: "missing_key" }, want: "HubSpot sent it without its identifier." },
  { given: { kind: "dead-letter", reason: "conflict" }, want: "The data at HubSpot changed in the meantime." },
  { given: { kind: "dead-letter", reason: "too_large" }, want: "HubSpot did not accept a request of this size." },
  { given: { reason: "too_large" }, want: "It is larger than we can store." },
] as const)("reason: $want", ({ given, want }) => {
  expect(describeFailedRecord({ ...record, ...given }, context).reason).toBe(want);
});

test("a reason of a newer version is said to be unknown", () => {
  const newer: FailedRecord = JSON.parse(JSON.stringify({ ...record, reason: "constructor" }));
  expect(describeFailedRecord(newer, context).reason).toBe("The reason is not known yet.");
});

test("a record without a name that may be shown has none", () => {
  expect(describeFailedRecord({ ...record, title: undefined }, context)).toMatchObject({
    name: "Record without a name",
    named: false,
  });
});

test("attempts are said from the second on", () => {
  expect(describeFailedRecord(record, context).meta).toEqual(["2 hours ago"]);
  expect(describeFailedRecord({ ...record, attempts: 3 }, context).meta).toEqual(["2 hours ago", "Tried 3 times"]);
});
