import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { pullContext } from "../../../test/pull-context.ts";
import type { ContextOptions } from "../../../test/pull-context.ts";
import { datedBy } from "../../../test/contract.ts";
import { bare, pages, run, runOf, storedKeys } from "../../../test/run-pull.ts";
import { fakeVendor, rowsOf } from "../../../test/vendor.ts";
import type { Mapping, RecordSchema, StreamContract } from "../../connector/index.ts";
import { receiptDigest } from "../../receipt/run-receipt.ts";
import { asRecordKey } from "../../record/record-key.ts";

const mapping: Mapping = { fields: { key: "/id", label: { from: "/name", fallback: "none" } }, others: "drop" };
const mapped: StreamContract = { ...bare, mapping };
const rows = { data: [{ id: "a", name: "Ada", extra: 1 }, { id: "b" }], next: null };

describe("mapping", () => {
  test("invariant 75: an added field is stored with what was sent, and the product's record is as declared", async () => {
    const { context, receipt } = await runOf({ vendor: pages(rows), contract: mapped });
    expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 2 } });
    const views = await context.store.records("acme", "contacts", { limit: 10 });
    expect(views.map(({ data }) => data)).toEqual([
      { key: "a", label: "Ada" },
      { key: "b", label: "none" },
    ]);
    const [a] = await context.store.bases("acme", "contacts", [asRecordKey("a")]);
    expect(a).toMatchObject({ raw: { id: "a", name: "Ada", extra: 1 }, run: receipt.id, page: 1 });
  });

  test("records that are stored already are not mapped again", async () => {
    let calls = 0;
    const map: (record: object) => { n: number } = () => ({ n: (calls += 1) });
    const context = pullContext({ vendor: pages(rows), contract: bare, runtime: { map } });
    await run(context);
    const again = await run(context);
    expect([again.counts.unchanged, calls]).toEqual([2, 2]);
  });

  test("a product's function works on what the mapping left, and what it makes is stored", async () => {
    const runtime = { map: (record: object) => ({ ...record, shout: "yes" }) };
    const { context } = await runOf({ vendor: pages(rows), contract: mapped, runtime });
    const view = await context.store.record("acme", "contacts", asRecordKey("a"));
    expect(view?.data).toEqual({ key: "a", label: "Ada", shout: "yes" });
  });

  test("invariant 37: a record without a primary key is kept aside with its reason, and the run is partial", async () => {
    const { context, receipt } = await runOf({
      vendor: pages({ data: [{ id: "a" }, { no: 1 }], next: null }),
      contract: bare,
    });
    expect(receipt).toMatchObject({ outcome: "partial", counts: { created: 1, quarantined: 1 } });
    const [kept] = (await context.store.quarantine("acme", { limit: 5 })).items;
    expect(kept).toMatchObject({ reason: "missing_key", pointer: "/id", raw: { no: 1 }, run: receipt.id, page: 1 });
  });

  test("invariant 38: a composite primary key with a null part is kept aside", async () => {
    const contract = { ...bare, primaryKey: ["/a", "/b"] } as const;
    const data = [{ a: 1, b: 2 }, { a: "1", b: null }, { a: "1" }];
    const { context, receipt } = await runOf({ vendor: pages({ data, next: null }), contract });
    expect(receipt.counts).toMatchObject({ created: 1, quarantined: 2 });
    expect(await storedKeys(context)).toEqual(['["1","2"]']);
  });
});

const schemas: readonly (readonly [string, RecordSchema])[] = [
  ["zod", z.object({ id: z.string(), age: z.number() })],
  ["valibot", v.object({ id: v.string(), age: v.number() })],
  [
    "valibot, asynchronously",
    v.pipeAsync(
      v.objectAsync({ id: v.string(), age: v.number() }),
      v.checkAsync(async () => true),
    ),
  ],
];

describe("invariant 78: a record that fails validation is kept aside with raw, reason, stream, cursor and run", () => {
  test.each(schemas)("by %s", async (_name, schema) => {
    const incremental = {
      param: "since",
      cursorField: "/at",
      kind: "updated",
      format: "date-time",
      granularityMs: 1,
      order: "unknown",
      lagMs: 0,
    } as const;
    const broken = { id: "b", age: "private words", at: "2025-01-02" };
    const vendor = pages({ data: [{ id: "a", age: 1, at: "2025-01-01" }, broken], next: null });
    const { context, receipt } = await runOf({ vendor, contract: { ...bare, incremental }, runtime: { schema } });
    expect(receipt).toMatchObject({ outcome: "partial", counts: { created: 1, quarantined: 1 } });
    const [kept] = (await context.store.quarantine("acme", { limit: 5 })).items;
    expect(kept).toMatchObject({
      reason: "validation",
      stream: "contacts",
      run: receipt.id,
      page: 1,
      key: "b",
      cursor: "2025-01-02",
      pointer: "/age",
      raw: broken,
    });
    expect(kept?.message).not.toContain("private words");
  });

  test("a schema that throws keeps the record aside, not the run", async () => {
    const schema = z.object({ id: z.string() }).refine(() => {
      throw new TypeError("of the record's own words");
    });
    const { context, receipt } = await runOf({ vendor: pages(rows), contract: bare, runtime: { schema } });
    expect(receipt.counts).toMatchObject({ created: 0, quarantined: 2 });
    const [kept] = (await context.store.quarantine("acme", { limit: 5 })).items;
    expect(kept?.message).toContain("TypeError");
    expect(kept?.message).not.toContain("own words");
  });

  test("a copy that does not stand is not judged", async () => {
    const data = [{ id: "a" }, { id: "a", age: 1 }];
    const schema = z.object({ age: z.number() });
    const { receipt } = await runOf({ vendor: pages({ data, next: null }), contract: bare, runtime: { schema } });
    expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 1, duplicate: 1, quarantined: 0 } });
  });
});

describe("invariant 36: of several copies of one record on one page a declared one stands, and the others are counted", () => {
  const data = [
    { id: "a", v: 1 },
    { id: "a", v: 2 },
    { id: "a", v: 3 },
  ];
  test.each([
    [undefined, 3],
    ["latest", 3],
    ["last", 3],
    ["first", 1],
  ] as const)("by the rule %s", async (duplicates, standing) => {
    const { context, receipt } = await runOf({
      vendor: pages({ data, next: null }),
      contract: { ...bare, duplicates },
    });
    expect(receipt.counts).toMatchObject({ received: 3, created: 1, duplicate: 2 });
    expect((await context.store.record("acme", "contacts", asRecordKey("a")))?.data).toEqual({ id: "a", v: standing });
  });

  const dated = [
    { id: "a", v: 1, updated_at: "2020-01-02T00:00:00.000Z" },
    { id: "a", v: 2, updated_at: "2020-01-03T00:00:00.000Z" },
    { id: "a", v: 3, updated_at: "2020-01-01T00:00:00.000Z" },
  ];
  test.each([
    [undefined, 2],
    ["latest", 2],
    ["last", 3],
    ["first", 1],
  ] as const)("by the rule %s, where records say when they changed", async (duplicates, standing) => {
    const { context, receipt } = await runOf({
      vendor: pages({ data: dated, next: null }),
      contract: { ...bare, incremental: datedBy, duplicates },
    });
    expect(receipt.counts).toMatchObject({ received: 3, created: 1, duplicate: 2 });
    expect((await context.store.record("acme", "contacts", asRecordKey("a")))?.data).toMatchObject({ v: standing });
  });
});

test('invariant 24: 1 and "1" are one record, and ids beyond 2^53 keep all their digits', async () => {
  const text = '{"data":[{"id":1},{"id":"1"},{"id":9007199254740993},{"id":"9007199254740993"}],"next":null}';
  const vendor = () => new Response(text, { headers: { "content-type": "application/json" } });
  const { context, receipt } = await runOf({ vendor, contract: bare });
  expect(await storedKeys(context)).toEqual(["1", "9007199254740993"]);
  expect(receipt.counts).toMatchObject({ created: 2, duplicate: 2 });
});

describe("invariant 80: a mapping function that throws keeps that record aside, and after too many the stream stops", () => {
  const fussy = (limit: number): ContextOptions["runtime"] => ({
    map: (record) => {
      if (Number(JSON.stringify(record["id"]).replaceAll(/\D/g, "")) >= limit) throw new Error("no");
      return record;
    },
  });

  test("a few are kept aside, and the rest of the stream goes on", async () => {
    const { receipt } = await runOf({ vendor: fakeVendor(rowsOf(60)).vendor, runtime: fussy(50) });
    expect(receipt).toMatchObject({ outcome: "partial", counts: { created: 50, quarantined: 10 } });
  });

  test("a stream that no longer fits stops, keeps what came, and waits for a person", async () => {
    const fake = fakeVendor(rowsOf(200));
    const { context, receipt } = await runOf({ vendor: fake.vendor, runtime: fussy(10) });
    expect(receipt).toMatchObject({
      outcome: "failed",
      failure: { code: "contract" },
      counts: { received: 50, quarantined: 40 },
    });
    expect(await context.store.quarantineCount("acme", "contacts")).toBe(40);
    expect(await context.store.checkpoint("acme", "contacts")).toMatchObject({ blocker: "schema" });
    const asked = fake.asked.length;
    await expect(run(context)).rejects.toMatchObject({ code: "contract" });
    expect(fake.asked).toHaveLength(asked);
  });

  test("a corrected function of another version goes on by itself, with what was kept aside", async () => {
    const fake = fakeVendor(rowsOf(200));
    const { context } = await runOf({ vendor: fake.vendor, runtime: fussy(10) });
    const right = { ...context, runtime: { map: (record: object) => ({ ...record }), version: "2" } };
    const receipt = await run(right);
    expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 150, unchanged: 50 } });
    expect(await context.store.quarantineCount("acme", "contacts")).toBe(0);
    expect(await context.store.checkpoint("acme", "contacts")).not.toHaveProperty("blocker", "schema");
  });
});

test("the chain of receipts goes on through replays and remaps", async () => {
  const context = pullContext({
    vendor: pages(rows),
    contract: bare,
    runtime: { schema: z.object({ name: z.string() }) },
  });
  await run(context);
  await run({ ...context, runtime: { schema: z.object({ id: z.string() }), version: "2" } });
  const receipts = (await context.store.receipts("acme", { limit: 9 })).items;
  expect(receipts.map(({ kind }) => kind)).toEqual(["run", "replay", "replay", "run"]);
  for (const [at, receipt] of receipts.entries()) {
    const before = receipts[at + 1];
    expect(receipt.previous).toBe(before === undefined ? undefined : await receiptDigest(before));
  }
});
