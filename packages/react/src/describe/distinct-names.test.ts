import { expect, test } from "vitest";
import { distinctNames } from "./distinct-names.ts";

type Shown = readonly [name: string, ...more: string[]];
const called = (...shown: Shown): Shown => shown;

const cases: readonly { readonly says: string; readonly given: readonly Shown[]; readonly want: readonly string[] }[] =
  [
    { says: "nothing for nothing", given: [], want: [] },
    {
      says: "the name alone where it is no other's",
      given: [called("Jane Doe", "Contacts"), called("Lin Osei", "Contacts")],
      want: ["Jane Doe", "Lin Osei"],
    },
    {
      says: "all that is shown where it is",
      given: [called("Jane Doe", "Contacts", "Late"), called("Ada"), called("Jane Doe", "Deals", "Late")],
      want: ["Jane Doe · Contacts · Late", "Ada", "Jane Doe · Deals · Late"],
    },
    {
      says: "the place among those of whom all is the same",
      given: [
        called("Jane Doe", "Late"),
        called("Jane Doe", "Early"),
        called("Jane Doe", "Late"),
        called("Jane Doe", "Late"),
      ],
      want: ["Jane Doe · Late · 1", "Jane Doe · Early", "Jane Doe · Late · 2", "Jane Doe · Late · 3"],
    },
  ];

test.each(cases)("names that are heard alone say $says", ({ given, want }) => {
  expect(distinctNames(given, String)).toEqual(want);
});

test("a place is in the reader's own digits", () => {
  const arabic = new Intl.NumberFormat("ar-EG");
  expect(distinctNames([called("Ada"), called("Ada")], (value) => arabic.format(value))).toEqual([
    "Ada · ١",
    "Ada · ٢",
  ]);
});
