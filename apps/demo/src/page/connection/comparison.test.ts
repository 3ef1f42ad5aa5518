import type { RunReceipt } from "@waybill/sync";
import { expect, test } from "vitest";
import { entryOf } from "./comparison.ts";

const counts = {
  received: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
  duplicate: 0,
  filtered: 0,
  quarantined: 0,
  swept: 0,
};

const receipt = (counted: Partial<RunReceipt["counts"]>, outcome: RunReceipt["outcome"] = "complete"): RunReceipt => ({
  format: 1,
  kind: "run",
  id: "r",
  connection: "harbor-crm",
  stream: "contacts",
  correlationId: "c",
  startedAt: 0,
  finishedAt: 1,
  attempts: 1,
  outcome,
  mode: "full",
  checkpoint: { before: 1, after: 2 },
  counts: { ...counts, ...counted },
  completeness: { proven: false, why: "no total" },
  pages: 1,
  requests: 1,
  retries: 0,
  waitedMs: 0,
  bytes: 0,
  digest: "",
});

test.each([
  {
    given: receipt({ unchanged: 5 }),
    stored: 5,
    want: { here: 5, there: 5, missingHere: 0, missingThere: 0, different: 0 },
  },
  {
    given: receipt({ unchanged: 3, updated: 1, created: 2 }),
    stored: 6,
    want: { here: 6, there: 6, missingHere: 2, missingThere: 2, different: 1 },
  },
])("what differs is counted on both sides, also where the vendor's end is not proven", ({ given, stored, want }) => {
  expect(entryOf(given, stored)).toEqual({ stream: "contacts", ...want });
});

test.each(["partial", "failed", "cancelled"] as const)("a read that ended %s compares nothing", (outcome) => {
  expect(() => entryOf(receipt({ unchanged: 5 }, outcome), 5)).toThrow(`ended ${outcome}`);
});
