import { failure } from "@waybill/transport";
import { describe, expect, test } from "vitest";
import { checkVendor, noReason, reasonOf, type VendorVerdict } from "./check-vendor.ts";
import { labelledVendors } from "./corpus.ts";

const vendors = labelledVendors();
const fewestWorking = 29;
const fewestEndingWell = 28;

describe.skipIf(vendors.length === 0)(
  "real documents, end to end (needs ../shared/corpus beside the repository)",
  () => {
    test("enough of them work", { timeout: 900_000 }, async () => {
      const verdicts: VendorVerdict[] = [];
      for (const vendor of vendors) verdicts.push(await checkVendor(vendor));
      const printed = table(verdicts);
      console.log(printed);
      expect(printed).not.toContain(noReason);
      expect(verdicts.filter(({ works }) => works).length).toBeGreaterThanOrEqual(fewestWorking);
      expect(verdicts.filter(({ headless }) => headless).length).toBeGreaterThanOrEqual(fewestEndingWell);
    });
  },
);

test("every run that is not complete has a reason to print, and one without is told apart", () => {
  const none = {
    created: 0,
    updated: 0,
    unchanged: 0,
    removed: 0,
    duplicate: 0,
    filtered: 0,
    quarantined: 0,
    swept: 0,
  };
  const counts = { ...none, received: 137 };
  const whole = { completeness: { proven: true, by: "total" }, counts } as const;
  const short = {
    completeness: { proven: false, why: "the vendor counts 137 records, and 100 arrived" },
    counts,
  } as const;
  expect(reasonOf(short)).toBe("the vendor counts 137 records, and 100 arrived");
  expect(reasonOf({ ...whole, counts: { ...counts, quarantined: 2 } })).toBe("2 of 137 records were kept aside");
  const refused = failure("gone", { message: "The vendor answered 404." });
  expect(reasonOf({ ...short, failure: refused })).toMatch(/^The vendor answered 404\.; the vendor counts 137/);
  expect(reasonOf(whole)).toBe(noReason);
});

function table(verdicts: readonly VendorVerdict[]): string {
  const rows = verdicts.map(({ vendor, lists, works, headless, notes }) => {
    const count = (verdict: string) => lists.filter((each) => each.verdict === verdict).length;
    const line = [
      vendor.padEnd(18),
      works ? "works" : "-    ",
      headless ? "ends well" : "-        ",
      `${count("synced")} synced, ${count("wrong")} wrong, ${count("skipped")} skipped`,
    ].join("  ");
    const wrong = lists.filter(({ verdict }) => verdict === "wrong").map(({ list, why }) => `    ${list}: ${why}`);
    return [line, ...wrong, ...notes.map((note) => `    headless ${note}`)].join("\n");
  });
  const working = verdicts.filter(({ works }) => works).length;
  const ending = verdicts.filter(({ headless }) => headless).length;
  return [...rows, `${working} of ${verdicts.length} work, ${ending} end well headless`].join("\n");
}
