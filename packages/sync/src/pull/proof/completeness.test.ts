import { describe, expect, test } from "vitest";
import { contractWith, datedBy } from "../../../test/contract.ts";
import { pullContext } from "../../../test/pull-context.ts";
import { fakeVendor, json, rowsOf } from "../../../test/vendor.ts";
import { run, runOf, pages, bare } from "../../../test/run-pull.ts";

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
      incremental: { ...datedBy, order: "asc" },
    });
    const rows = rowsOf(2, (index) => ({ updated_at: `2025-01-0${index + 1}T00:00:00Z` }));
    const vendor = pages({ data: rows, next: null, total: 3 });
    const { context } = await runOf({ vendor, contract });
    expect((await context.store.checkpoint("acme", "contacts"))?.watermark).toBeUndefined();
  });

  describe("of a vendor that counts its whole stream whatever it is asked for", () => {
    const old = { updated_at: "1970-01-01T00:00:00.000Z" };

    async function counted() {
      const fake = fakeVendor(rowsOf(10, () => old));
      const vendor: typeof fake.vendor = async (request) => {
        const answer = await fake.vendor(request);
        const body: unknown = await answer.json();
        return json(Object.assign({}, body, { total: fake.count() }));
      };
      const context = pullContext({ vendor, contract: contractWith({ incremental: datedBy }) });
      await run(context);
      await context.clock.advance(3_600_000);
      const put = (id: string) => fake.put({ id, updated_at: new Date(context.clock.now()).toISOString() });
      return { fake, context, put };
    }

    test("a count that agrees with what is stored proves the run", async () => {
      const { context, put } = await counted();
      put("new");
      put("c3");
      const receipt = await run(context);
      expect(receipt).toMatchObject({ mode: "incremental", outcome: "complete", reported: 11 });
      expect(receipt).toMatchObject({ completeness: { proven: true }, counts: { created: 1, updated: 1 } });
    });

    test("fewer than are stored are removals once it is known how it counts: a full read finds them", async () => {
      const { fake, context, put } = await counted();
      put("new");
      await run(context);
      fake.remove("c4");
      const doubtful = await run(context);
      expect(doubtful).toMatchObject({ mode: "incremental", outcome: "complete", completeness: { proven: false } });
      expect(await run(context)).toMatchObject({ mode: "full", outcome: "complete", counts: { swept: 1 } });
      expect(await run(context)).toMatchObject({
        mode: "incremental",
        outcome: "complete",
        completeness: { proven: true },
      });
    });

    test("while whole reads are held back after failing, no receipt says that the next run is one", async () => {
      const { fake, context, put } = await counted();
      put("new");
      await run(context);
      fake.remove("c4");
      expect(await run(context)).toMatchObject({
        completeness: { why: expect.stringContaining("; the next run reads everything to see which are gone") },
      });
      fake.faults.push(() => json({}, { status: 400 }));
      expect(await run(context)).toMatchObject({ mode: "full", outcome: "failed" });
      expect(await run(context)).toMatchObject({
        mode: "incremental",
        completeness: {
          why: "the vendor counts 10 records in all, and 11 are stored; everything is read later to see which are gone, as the last try at that did not succeed",
        },
      });
      expect(await run(context)).toMatchObject({ mode: "incremental" });
      await context.clock.advance(3_600_000);
      expect(await run(context)).toMatchObject({ mode: "full", counts: { swept: 1 } });
    });

    test("more than are stored are missing: the run is partial, and a full read follows", async () => {
      const { fake, context, put } = await counted();
      put("new");
      await run(context);
      // Written with an old time: no run for changes meets it.
      fake.put({ id: "late", ...old });
      expect(await run(context)).toMatchObject({ mode: "incremental", outcome: "partial" });
      expect(await run(context)).toMatchObject({ mode: "full", outcome: "complete", counts: { created: 1 } });
      expect(await run(context)).toMatchObject({ mode: "incremental", outcome: "complete" });
    });
  });

  test("a count of changes that their number contradicts makes the run partial, and the next one reads everything", async () => {
    const fake = fakeVendor(rowsOf(10, () => ({ updated_at: "1970-01-01T00:00:00.000Z" })));
    const contract = contractWith({
      incremental: datedBy,
    });
    const context = pullContext({ vendor: fake.vendor, contract });
    await run(context);
    const before = (await context.store.checkpoint("acme", "contacts"))?.watermark;
    await context.clock.advance(3_600_000);
    fake.faults.push(() =>
      json({ data: [{ id: "c1", updated_at: "1970-01-01T00:30:00.000Z" }], next: null, total: 3 }),
    );
    expect(await run(context)).toMatchObject({ mode: "incremental", outcome: "partial" });
    expect((await context.store.checkpoint("acme", "contacts"))?.watermark).toEqual(before);
    expect(await run(context)).toMatchObject({ mode: "full", outcome: "complete" });
  });

  test("records that a proven full read does not hold are swept; a sudden shrink is held", async () => {
    const fake = fakeVendor(rowsOf(10));
    const context = pullContext({ vendor: fake.vendor });
    await run(context);
    fake.remove("c3");
    expect(await run(context)).toMatchObject({ outcome: "complete", counts: { unchanged: 9, swept: 1 } });
    fake.remove("c4", "c5", "c6", "c7");
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
