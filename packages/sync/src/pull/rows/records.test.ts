import { describe, expect, test } from "vitest";
import { pullContext } from "../../../test/pull-context.ts";
import { run, runOf, storedKeys, pages, bare } from "../../../test/run-pull.ts";

describe("records", () => {
  test("invariant 16: copies within a page and across pages count as duplicates, and the newest content wins", async () => {
    const vendor = pages(
      {
        data: [
          { id: "a", v: 1 },
          { id: "a", v: 1 },
          { id: "b", v: 1 },
        ],
        next: "1",
      },
      {
        data: [
          { id: "a", v: 1 },
          { id: "b", v: 2 },
        ],
        next: null,
      },
    );
    const { receipt, context } = await runOf({ vendor, contract: bare });
    expect(receipt.counts).toMatchObject({ received: 5, created: 2, updated: 1, duplicate: 2 });
    const [, b] = await context.store.records("acme", "contacts", { limit: 10 });
    expect(b?.data).toEqual({ id: "b", v: 2 });
  });

  test("an older copy that arrives on a later page does not replace the newer one", async () => {
    const incremental = {
      param: "since",
      cursorField: "/at",
      kind: "updated",
      format: "date-time",
      granularityMs: 1,
      order: "unknown",
      lagMs: 0,
    } as const;
    const vendor = pages(
      { data: [{ id: "a", at: "2025-02-02T00:00:00Z" }], next: "1" },
      { data: [{ id: "a", at: "2025-01-01T00:00:00Z" }], next: null },
    );
    const { receipt, context } = await runOf({ vendor, contract: { ...bare, incremental } });
    expect(receipt.counts).toMatchObject({ received: 2, created: 1, duplicate: 1 });
    const [a] = await context.store.records("acme", "contacts", { limit: 10 });
    expect(a?.data["at"]).toBe("2025-02-02T00:00:00Z");
  });

  test("what cannot be identified is kept aside, and the run is partial", async () => {
    const vendor = pages({ data: [{ id: "a" }, { name: "no key" }, null, 7], next: null });
    const { receipt, context } = await runOf({ vendor, contract: bare });
    expect(receipt).toMatchObject({ outcome: "partial", counts: { received: 4, created: 1, quarantined: 3 } });
    const kept = await context.store.quarantine("acme", { limit: 10 });
    expect(kept.items.map(({ reason }) => reason).toSorted()).toEqual(["missing_key", "missing_key", "not_a_record"]);
    const second = await run(context);
    expect(second.counts.quarantined).toBe(3);
    expect(await context.store.quarantineCount("acme", "contacts")).toBe(3);
  });

  const dated = {
    param: "since",
    cursorField: "/at",
    kind: "updated",
    format: "date-time",
    granularityMs: 1,
    order: "unknown",
    lagMs: 0,
  } as const;
  const whole = { id: "b", at: "2025-01-01T00:00:00Z" };

  test("a record that each reading of a list brings and refuses is one that failed", async () => {
    const pagination = { style: "page", page: "page", first: 1, hasMore: "/more", end: "has-more" } as const;
    const contract = { ...bare, pagination, incremental: dated };
    const vendor = pages({ data: [{ id: "a" }], more: true }, { data: [whole], more: false });
    const { receipt, context } = await runOf({ vendor, contract });
    expect(receipt.counts).toMatchObject({ received: 4, created: 1, duplicate: 2, quarantined: 1 });
    expect(await context.store.quarantineCount("acme", "contacts")).toBe(1);
  });

  test("a record that is listed twice and refused arrived once", async () => {
    const pagination = { ...bare.pagination, total: "/total" } as const;
    const vendor = pages(
      { data: [{ id: "a" }, whole], next: "1", total: 2 },
      { data: [{ id: "a" }], next: null, total: 2 },
    );
    const { receipt } = await runOf({ vendor, contract: { ...bare, pagination, incremental: dated } });
    expect(receipt.completeness).toEqual({ proven: true, by: "total" });
    expect(receipt.counts).toMatchObject({ received: 3, created: 1, duplicate: 1, quarantined: 1 });
  });

  test("a record that was accepted and is then refused failed", async () => {
    const vendor = pages({ data: [{ id: "a" }, whole], next: "1" }, { data: [{ id: "b" }], next: null });
    const { receipt } = await runOf({ vendor, contract: { ...bare, incremental: dated } });
    expect(receipt.counts).toMatchObject({ received: 3, created: 1, duplicate: 0, quarantined: 2 });
  });

  test("a record that arrives whole later leaves the quarantine", async () => {
    const incremental = {
      param: "since",
      cursorField: "/at",
      kind: "updated",
      format: "date-time",
      granularityMs: 1,
      order: "unknown",
      lagMs: 0,
    } as const;
    const vendor = pages({ data: [{ id: "a" }], next: null }, { data: [{ id: "a", at: "2025-01-01" }], next: null });
    const context = pullContext({ vendor, contract: { ...bare, incremental } });
    expect(await run(context)).toMatchObject({ outcome: "partial" });
    expect(await context.store.quarantineCount("acme", "contacts")).toBe(1);
    expect(await run(context, "full")).toMatchObject({ outcome: "complete", counts: { created: 1 } });
    expect(await context.store.quarantineCount("acme", "contacts")).toBe(0);
  });

  test("invariant 74: tombstones remove what is stored and filter what is not", async () => {
    const contract = { ...bare, deletes: { field: "/deleted" } as const };
    const vendor = pages(
      { data: [{ id: "a" }, { id: "b" }], next: null },
      {
        data: [
          { id: "a", deleted: true },
          { id: "x", deleted: "2025" },
          { id: "b", deleted: null },
        ],
        next: null,
      },
    );
    const context = pullContext({ vendor, contract });
    await run(context);
    const receipt = await run(context);
    expect(receipt.counts).toMatchObject({ received: 3, removed: 1, filtered: 1, updated: 1 });
    expect(await storedKeys(context)).toEqual(["b"]);
  });

  test("keys and integers beyond 2^53 keep every digit", async () => {
    const text = '{"data":[{"id":9007199254740993,"n":1},{"id":9007199254740992,"n":2}],"next":null}';
    const vendor = () => new Response(text, { headers: { "content-type": "application/json" } });
    const { context, receipt } = await runOf({ vendor, contract: bare });
    expect(await storedKeys(context)).toEqual(["9007199254740992", "9007199254740993"]);
    // Said once for the stream.
    expect(receipt.log?.events).toMatchObject([{ kind: "great-numbers", page: 1 }]);
    expect(await run(context)).not.toHaveProperty("log");
  });

  test.each([300, 50_000])(
    "a record nested %i levels deep is kept aside, and the rest of the page is stored",
    async (depth) => {
      const deep = "[".repeat(depth) + "]".repeat(depth);
      const text = `{"data":[{"id":"a"},{"id":"b","x":${deep}},{"deep":${deep}}],"next":null}`;
      const vendor = () => new Response(text, { headers: { "content-type": "application/json" } });
      const { receipt, context } = await runOf({ vendor, contract: bare });
      expect(receipt).toMatchObject({ outcome: "partial", counts: { created: 1, quarantined: 2 } });
      expect(await storedKeys(context)).toEqual(["a"]);
      expect(await context.store.quarantineCount("acme", "contacts")).toBe(2);
    },
  );
});
