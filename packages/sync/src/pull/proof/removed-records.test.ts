import { expect, test } from "vitest";
import { contractWith, cursorStyle } from "../../../test/contract.ts";
import { pullContext } from "../../../test/pull-context.ts";
import type { TestContext } from "../../../test/pull-context.ts";
import { pages, run, storedKeys } from "../../../test/run-pull.ts";
import { fakeVendor, json, rowsOf } from "../../../test/vendor.ts";
import { asRecordKey, explainRecord } from "../../explain/index.ts";

const gone = asRecordKey("c3");

const told = async ({ store, contract }: TestContext) => {
  const { stored, touches } = await explainRecord(store, { connection: "acme", contract }, gone);
  return {
    stored,
    touches: touches.map(({ run: by, page, removed }) => ({
      run: by,
      ...(page !== undefined && { page }),
      ...(removed !== undefined && { removed }),
    })),
  };
};

test("invariant 70: a record that was gone and is there again is alive, of a new version, and its history is kept", async () => {
  const pagination = { ...cursorStyle, pageSize: { param: "limit", size: 100 } };
  const source = fakeVendor(rowsOf(25), { pagination });
  const context = pullContext({ vendor: source.vendor, contract: contractWith({ pagination }) });
  const { store } = context;
  const created = await run(context);
  const before = await store.record("acme", "contacts", gone);
  source.remove("c3");
  const swept = await run(context, "full");
  expect(swept.counts.swept).toBe(1);
  expect(await store.record("acme", "contacts", gone)).toBeUndefined();
  expect(await told(context)).toEqual({
    stored: false,
    touches: [
      { run: created.id, page: 1 },
      { run: swept.id, removed: true },
    ],
  });
  source.put({ id: "c3", name: "Contact anew" });
  const back = await run(context, "full");
  expect(back.counts).toMatchObject({ created: 1, unchanged: 24 });
  const after = await store.record("acme", "contacts", gone);
  expect(after?.data).toMatchObject({ name: "Contact anew" });
  expect(after?.commit).toBeGreaterThan(before?.commit ?? Infinity);
  const story = [
    { run: created.id, page: 1 },
    { run: swept.id, removed: true },
    { run: back.id, page: 1 },
  ];
  expect(await told(context)).toEqual({ stored: true, touches: story });
  expect(await store.traces("acme", "contacts", [gone])).toEqual([undefined]);
  source.remove("c3");
  const again = await run(context, "full");
  expect((await told(context)).touches).toEqual([...story, { run: again.id, removed: true }]);
});

test("a tombstone leaves a trace with its page, which a later page of the same run finds", async () => {
  const page = (...data: readonly object[]) => ({ data, next: null });
  const bodies = [
    page({ id: "c3", deleted: false }),
    { ...page({ id: "c3", deleted: true }), next: 1 },
    page({ id: "c3", deleted: false, v: 2 }),
  ];
  const context = pullContext({
    contract: contractWith({
      pagination: { style: "cursor", cursor: "cursor", nextCursor: "/next", end: "next" },
      deletes: { field: "/deleted", values: [true] },
    }),
    vendor: () => json(bodies.shift()),
  });
  const first = await run(context);
  const second = await run(context);
  expect((await told(context)).touches).toEqual([
    { run: first.id, page: 1 },
    { run: second.id, page: 1, removed: true },
    { run: second.id, page: 2 },
  ]);
});

test.each([
  { of: "a stored record", stored: ["a", "b", "c"], counts: { removed: 1, filtered: 0 } },
  { of: "an unknown record", stored: ["b", "c"], counts: { removed: 0, filtered: 1 } },
])("a record that follows the tombstone of $of is no other one to the vendor's count", async ({ stored, counts }) => {
  const contract = contractWith({ deletes: { field: "/gone" } });
  const page = (next: number | null, ...data: readonly object[]) => ({ data, next, total: 3 });
  const first = { ...page(null, ...stored.map((id) => ({ id }))), total: stored.length };
  const second = [page(1, { id: "a", gone: true }), page(2, { id: "a" }), page(null, { id: "b" })];
  const context = pullContext({ contract, vendor: pages(first, ...second), settings: { maxShrink: 1 } });
  await run(context);
  expect(await run(context, "full")).toMatchObject({
    completeness: { proven: false, why: expect.stringContaining("2") },
    counts: { ...counts, created: 1, unchanged: 1, swept: 0 },
  });
  expect(await storedKeys(context)).toEqual(["a", "b", "c"]);
});

test("what a removed record held is not remembered", async () => {
  const fake = fakeVendor(rowsOf(5));
  const context = pullContext({ vendor: fake.vendor });
  await run(context);
  fake.remove("c3");
  await run(context, "full");
  const [trace] = await context.store.traces("acme", "contacts", [gone]);
  expect(trace).toBeDefined();
  expect(JSON.stringify(trace)).not.toContain("Contact");
});

test.each(["pii", "secret"] as const)("of a record whose key is classed as %s nothing is remembered", async (kind) => {
  const fake = fakeVendor(rowsOf(5));
  const context = pullContext({ vendor: fake.vendor, contract: contractWith({ classes: { "/id": kind } }) });
  await run(context);
  fake.remove("c3");
  expect((await run(context, "full")).counts.swept).toBe(1);
  expect(await context.store.traces("acme", "contacts", [gone])).toEqual([undefined]);
});

test("a stream of which nothing was ever removed is written without looking for traces", async () => {
  const context = pullContext({ vendor: fakeVendor(rowsOf(25)).vendor });
  const { store } = context;
  const refuse = () => Promise.reject(new Error("nothing is remembered"));
  const receipt = await run({ ...context, store: { ...store, traces: refuse } });
  expect(receipt.outcome).toBe("complete");
});
