import { describe, expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { pullContext } from "../../test/pull-context.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { run, runOf, pages, bare } from "../../test/run-pull.ts";

describe("completeness", () => {
  test.each([
    { given: 12, want: { outcome: "partial", completeness: { proven: false } } },
    { given: 8, want: { outcome: "partial", completeness: { proven: false } } },
    { given: 10, want: { outcome: "complete", completeness: { proven: true, by: "total" } } },
  ])("a vendor that counts $given of ten records", async ({ given, want }) => {
    const vendor = pages({ data: rowsOf(10), next: null, total: given });
    const { receipt } = await runOf({ vendor });
    expect(receipt).toMatchObject({ ...want, reported: given });
  });

  test("a contradicted count does not move the watermark", async () => {
    const contract = contractWith({
      incremental: {
        param: "updated_since",
        cursorField: "/updated_at",
        kind: "updated",
        format: "date-time",
        granularityMs: 1,
        order: "asc",
        lagMs: 0,
      },
    });
    const rows = rowsOf(2, (index) => ({ updated_at: `2025-01-0${index + 1}T00:00:00Z` }));
    const vendor = pages({ data: rows, next: null, total: 3 });
    const { context } = await runOf({ vendor, contract });
    expect((await context.store.checkpoint("acme", "contacts"))?.watermark).toBeUndefined();
  });

  test("records that a proven full read does not hold are swept; a sudden shrink is held", async () => {
    const fake = fakeVendor(rowsOf(10));
    const context = pullContext({ vendor: fake.vendor });
    await run(context);
    fake.rows.delete("c3");
    expect(await run(context)).toMatchObject({ outcome: "complete", counts: { unchanged: 9, swept: 1 } });
    for (const id of ["c4", "c5", "c6", "c7"]) fake.rows.delete(id);
    const held = await run(context);
    expect(held).toMatchObject({ outcome: "complete", counts: { swept: 0 }, completeness: { proven: false } });
    expect(held.completeness).toMatchObject({ why: expect.stringContaining("4 of 9") });
    expect(await context.store.count("acme", "contacts")).toBe(9);
  });

  test("without a count of the vendor nothing is ever deleted by absence", async () => {
    const vendor = pages({ data: rowsOf(10), next: null }, { data: rowsOf(9), next: null });
    const context = pullContext({ vendor, contract: bare });
    await run(context);
    expect(await run(context)).toMatchObject({ outcome: "complete", counts: { swept: 0 } });
    expect(await context.store.count("acme", "contacts")).toBe(10);
  });
});
