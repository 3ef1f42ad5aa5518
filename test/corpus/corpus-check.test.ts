import { describe, expect, test } from "vitest";
import { checkVendor, type VendorVerdict } from "./check-vendor.ts";
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
      console.log(table(verdicts));
      expect(verdicts.filter(({ works }) => works).length).toBeGreaterThanOrEqual(fewestWorking);
      expect(verdicts.filter(({ headless }) => headless).length).toBeGreaterThanOrEqual(fewestEndingWell);
    });
  },
);

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
