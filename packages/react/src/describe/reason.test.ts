import type { Failure } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { exampleSnapshot } from "../testing/example-snapshot.ts";
import { describeSync } from "./describe-sync.ts";

const context = { now: 0, names: { service: "HubSpot", records: { one: "contact", other: "contacts" } } };

function failed(change: Pick<Failure, "code" | "origin" | "retryable" | "action">) {
  const failure = { ...change, message: "For developers." };
  const snapshot = exampleSnapshot({ connection: "hubspot" }, { lastOutcome: "failed", failure });
  const { detail, notice } = describeSync(snapshot, context);
  return { detail, body: notice?.body };
}

test.each([
  {
    say: "a full device, where no record is to blame",
    given: { code: "storage", origin: "us", retryable: true, action: "fix" },
    want: "The data could not be saved. Free some space on this device, then sync again.",
  },
  {
    say: "what stands against data of the vendor",
    given: { code: "conflict", origin: "customer", retryable: false, action: "fix" },
    want: "The data at HubSpot changed in the meantime. Correct the contacts, then sync again.",
  },
  {
    say: "a damaged store",
    given: { code: "storage", origin: "us", retryable: false, action: "report" },
    want: "The data could not be saved. Contact support with the reference on the receipt.",
  },
] as const)("the step that helps is said of $say", ({ given, want }) => {
  expect(failed(given)).toEqual({ detail: want, body: want });
});
