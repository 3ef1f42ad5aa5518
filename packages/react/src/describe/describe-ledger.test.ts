import type { LedgerEntry } from "@waybill/sync/status";
import { expect, test } from "vitest";
import { describeLedger } from "./describe-ledger.ts";

const minute = 60_000;
const entry: LedgerEntry = {
  stream: "contacts",
  here: 3412,
  there: 3412,
  missingHere: 0,
  missingThere: 0,
  different: 0,
};
const names = { service: "HubSpot", records: { one: "contact", other: "contacts" } };
const of = (entries: readonly LedgerEntry[], now = 10 * minute) =>
  describeLedger({ connection: "hubspot", comparedAt: 0, entries }, { now, names });

test("both sides agree", () => {
  expect(of([entry])).toMatchObject({
    tone: "success",
    text: "All 3,412 contacts match.",
    compared: "Compared 10 minutes ago.",
    rows: [{ here: "3,412", there: "3,412", differences: ["None"], agrees: true }],
  });
});

test("differences are said in words", () => {
  const { tone, text, rows } = of([{ ...entry, here: 3410, missingHere: 2, missingThere: 1, different: 5 }]);
  expect({ tone, text }).toEqual({ tone: "warning", text: "8 contacts do not match." });
  expect(rows[0]?.differences).toEqual(["2 missing here", "1 missing at HubSpot", "5 differ"]);
});

test("counts that differ are a difference though nothing is named as missing", () => {
  const { tone, rows } = of([{ ...entry, here: 3410 }]);
  expect(tone).toBe("warning");
  expect(rows[0]).toMatchObject({ differences: ["2 differ"], agrees: false });
});

test.each([
  ["a count that is none", { ...entry, missingHere: NaN }],
  ["counts that make up for each other", { ...entry, missingHere: -2, missingThere: 2 }],
])("%s is no agreement", (_, given) => {
  const { status, tone, text, rows } = of([given]);
  expect({ status, tone, text }).toEqual({
    status: "unknown",
    tone: "neutral",
    text: "We could not load the comparison.",
  });
  expect(rows[0]?.agrees).toBe(false);
});

test("nothing compared is no agreement, and is said as such", () => {
  expect(of([])).toMatchObject({
    status: "unknown",
    tone: "neutral",
    text: "Both sides have not been compared yet.",
  });
});

test.each([
  ["that nobody knows", NaN],
  ["well ahead of now", 25 * 60 * minute],
  ["in another unit", Date.UTC(2026, 0) * 1_000],
])("a comparison at a time %s is not trusted", (_, comparedAt) => {
  expect(describeLedger({ connection: "hubspot", comparedAt, entries: [entry] }, { now: 0, names })).toMatchObject({
    tone: "warning",
    compared: "This comparison is too old to trust.",
  });
});

test("a comparison is not green before there is a clock to tell its age", () => {
  const ledger = { connection: "hubspot", comparedAt: 0, entries: [entry] };
  expect(describeLedger(ledger, { now: null, names }).tone).toBe("neutral");
});

test("a comparison of the day before proves nothing of today", () => {
  expect(of([entry], 25 * 60 * minute)).toMatchObject({
    tone: "warning",
    compared: "Compared 1 day ago. This comparison is too old to trust.",
  });
});
