import type { Json } from "@waybill/sync/connector";
import { describe, expect, test } from "vitest";
import { createCell } from "./cell.ts";

const cell = createCell({ locale: "en-GB", yes: "Yes", no: "No" });

describe("a value as a person reads it", () => {
  const table: readonly { readonly given: Json | undefined; readonly want: string }[] = [
    { given: undefined, want: "" },
    { given: null, want: "" },
    { given: true, want: "Yes" },
    { given: false, want: "No" },
    { given: "Amara Okafor", want: "Amara Okafor" },
    { given: "9007199254740993", want: "9007199254740993" },
    { given: ["vip", "newsletter"], want: "vip, newsletter" },
    { given: [], want: "" },
    { given: { city: "Bristol", region: null, country: "GB" }, want: "Bristol, GB" },
    { given: "2026-13-45", want: "2026-13-45" },
  ];
  test.each(table)("$given reads $want", ({ given, want }) => {
    expect(cell(given)).toBe(want);
  });

  test("a date is the same day in every time zone", () => {
    expect(cell("2026-05-14")).toBe("14 May 2026");
  });

  test("an instant reads the same as text, as seconds and as milliseconds", () => {
    const asText = cell("2026-03-18T08:41:00Z");
    const at = Date.UTC(2026, 2, 18, 8, 41);
    expect(cell(at / 1000, "epoch-s")).toBe(asText);
    expect(cell(at, "epoch-ms")).toBe(asText);
  });
});

test("values are written as the reader's language writes them", () => {
  const deutsch = createCell({ locale: "de", yes: "Ja", no: "Nein" });
  expect([deutsch(1234.5), deutsch(true), deutsch("2026-05-14")]).toEqual(["1.234,5", "Ja", "14.05.2026"]);
});
