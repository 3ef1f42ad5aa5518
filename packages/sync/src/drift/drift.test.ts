import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pullContext } from "../../test/pull-context.ts";
import { bare, pages, run, runOf, storedKeys } from "../../test/run-pull.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { contractWith, datedBy } from "../../test/contract.ts";
import type { Json, JsonObject, StreamContract } from "../connector/index.ts";
import type { RunReceipt } from "../receipt/receipt.ts";
import { drift } from "./index.ts";
import { nothingObserved, observePage } from "./observed-shape.ts";

const shape = {
  contacts: { "/id": "string", "/age": "integer|null", "/tag": "string?", "/home": "object?", "/home/city": "string" },
} as const;

const found = ({ drift: findings = [] }: RunReceipt) =>
  findings.map(({ kind, pointer }) => `${kind} ${pointer ?? ""}`.trim());

/** A run over one page. */
async function findingsOf(data: readonly unknown[], options: Parameters<typeof drift>[0] = { shape }) {
  const { receipt } = await runOf({ vendor: pages({ data, next: null }), contract: bare, watch: drift(options) });
  return found(receipt);
}

describe("what a document promises", () => {
  test("invariant 75: an added field is told of, and changes nothing else", async () => {
    const data = [{ id: "a", age: 1, added: true }];
    const { receipt } = await runOf({ vendor: pages({ data, next: null }), contract: bare, watch: drift({ shape }) });
    expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 1 } });
    expect(found(receipt)).toEqual(["new_field /added"]);
  });

  test.each<{ readonly given: JsonObject; readonly want: readonly string[] }>([
    { given: { id: "a", age: null, tag: "x", home: { city: "Rome" } }, want: [] },
    { given: { id: "a", age: 9007199254740992 }, want: [] },
    { given: { id: "a", age: "9007199254740993" }, want: [] },
    { given: { id: "a", age: "41" }, want: ["type_changed /age"] },
    { given: { id: "a", age: 1.5 }, want: ["type_changed /age"] },
    { given: { id: "a" }, want: ["missing_field /age"] },
    { given: { id: "a", age: 1, tag: null }, want: ["type_changed /tag"] },
    { given: { id: "a", age: 1, home: {} }, want: ["missing_field /home/city"] },
    { given: { id: "a", age: 1, home: { city: "x", street: "y" } }, want: ["new_field /home/street"] },
    { given: { id: "a", age: 1, home: "Rome" }, want: ["type_changed /home"] },
  ])("case $#", async ({ given, want }) => {
    expect(await findingsOf([given])).toEqual(want);
  });

  test.each<{ readonly name: string; readonly ages: readonly Json[]; readonly want: readonly string[] }>([
    { name: "many different ones", ages: Array.from({ length: 40 }, (_, n) => `${2n ** 53n + BigInt(n)}`), want: [] },
    { name: "smaller ones beside them", ages: ["9007199254740993", 41], want: [] },
    { name: "other text beside them", ages: ["9007199254740993", "old"], want: ["type_changed /age"] },
  ])("whole numbers beyond 2^53, page after page: $name", async ({ ages, want }) => {
    const rows = ages.map((age, index) => ({ id: `c${index}`, age }));
    const half = Math.ceil(rows.length / 2);
    const vendor = pages({ data: rows.slice(0, half), next: "1" }, { data: rows.slice(half), next: null });
    const told = await runOf({ vendor, contract: bare, watch: drift({ shape }) });
    expect(found(told.receipt)).toEqual(want);
  });

  test("whole numbers beyond 2^53 in a field that has a class are as promised, too", async () => {
    const vendor = pages({ data: [{ id: "a", age: "9007199254740993" }], next: null });
    const contract = { ...bare, classes: { "/age": "pii" } } as const;
    expect(found((await runOf({ vendor, contract, watch: drift({ shape }) })).receipt)).toEqual([]);
  });
});

describe("invariant 76: the mode decides what a changed type does", () => {
  const rows = [
    { id: "a", age: 1 },
    { id: "b", age: "old" },
    { id: "c", age: 2, more: 1 },
  ];
  const vendor = () => pages({ data: rows, next: "1" }, { data: [{ id: "d", age: 3 }], next: null });

  test("evolve: everything is stored, and the receipt tells", async () => {
    const { context, receipt } = await runOf({ vendor: vendor(), contract: bare, watch: drift({ shape }) });
    expect(receipt).toMatchObject({ outcome: "complete", counts: { created: 4 } });
    expect(found(receipt)).toEqual(["type_changed /age", "new_field /more"]);
    expect(await storedKeys(context)).toEqual(["a", "b", "c", "d"]);
  });

  test("quarantine: the record is kept aside, and a corrected document lets it in", async () => {
    const watch = drift({ shape, modes: { contacts: "quarantine" } });
    const { context, receipt } = await runOf({ vendor: vendor(), contract: bare, watch });
    expect(receipt).toMatchObject({ outcome: "partial", counts: { created: 3, quarantined: 1 } });
    const [kept] = (await context.store.quarantine("acme", { limit: 3 })).items;
    expect(kept).toMatchObject({ key: "b", reason: "validation", pointer: "/age" });
    const corrected = drift({ shape: { contacts: { ...shape.contacts, "/age": "any" } }, mode: "quarantine" });
    expect(await run({ ...context, watch: corrected })).toMatchObject({ outcome: "complete", counts: { created: 1 } });
    expect(await context.store.quarantineCount("acme", "contacts")).toBe(0);
  });

  test("stop: the run ends at that page, which is kept, and the stream waits for a person", async () => {
    const watch = drift({ shape, mode: "stop" });
    const { context, receipt } = await runOf({ vendor: vendor(), contract: bare, watch });
    expect(receipt).toMatchObject({
      outcome: "failed",
      pages: 1,
      failure: { code: "contract" },
      counts: { created: 3 },
    });
    expect(await context.store.checkpoint("acme", "contacts")).toMatchObject({ blocker: "schema" });
    await expect(run(context)).rejects.toMatchObject({ code: "contract" });
  });
});

describe("what was seen before", () => {
  /** The findings of the second of two full runs. */
  async function second(before: readonly JsonObject[], after: readonly JsonObject[], contract: StreamContract = bare) {
    const vendor = pages({ data: before, next: null }, { data: after, next: null });
    const context = pullContext({ vendor, contract, watch: drift({ thresholds: { sample: 10 } }) });
    expect(found(await run(context))).toEqual([]);
    return run(context);
  }
  const forty = (change: (index: number) => JsonObject) => rowsOf(40, change);

  test("equal shapes tell nothing", async () => {
    expect(
      found(
        await second(
          forty((n) => ({ n })),
          forty((n) => ({ n: n + 1 })),
        ),
      ),
    ).toEqual([]);
  });

  test("invariant 77: an enumeration that gains a value is told of, and crashes nothing", async () => {
    const receipt = await second(
      forty((n) => ({ state: n % 2 === 0 ? "open" : "closed" })),
      forty((n) => ({ state: n % 2 === 0 ? "open" : "archived by Ada" })),
    );
    expect(receipt.outcome).toBe("complete");
    expect(found(receipt)).toEqual(["new_value /state"]);
    expect(JSON.stringify(receipt)).not.toContain("Ada");
  });

  test.each<{ readonly what: string; readonly before: JsonObject; readonly after: JsonObject; readonly want: string }>([
    { what: "a null rate that jumps", before: { a: 1 }, after: { a: null }, want: "null_rate /a" },
    { what: "a type that changes", before: { a: 1 }, after: { a: true }, want: "type_changed /a" },
    { what: "a field that is gone", before: { a: 1 }, after: {}, want: "missing_field /a" },
    { what: "a field that is new", before: {}, after: { a: 1 }, want: "new_field /a" },
    { what: "records that grow", before: { a: 1 }, after: { a: 1, name: "x".repeat(900) }, want: "size" },
  ])("$what is told of", async ({ before, after, want }) => {
    expect(
      found(
        await second(
          forty(() => before),
          forty(() => after),
        ),
      ),
    ).toEqual([want]);
  });

  test("a list that shrinks is told of", async () => {
    expect(found(await second(rowsOf(100), rowsOf(30)))).toEqual(["volume"]);
  });

  test("a few records of an incremental run say nothing of rates, and take nothing from the past", async () => {
    const fake = fakeVendor(rowsOf(40, () => ({ a: 1, updated_at: "2020-01-01T00:00:00Z" })));
    const context = pullContext({
      vendor: fake.vendor,
      contract: contractWith({ incremental: datedBy }),
      watch: drift(),
    });
    await run(context);
    const history = (await context.store.checkpoint("acme", "contacts"))?.observed;
    fake.clear();
    fake.put({ id: "z", a: null, updated_at: "2031-01-01T00:00:00Z" });
    expect(await run(context)).toMatchObject({ mode: "incremental", outcome: "complete" });
    expect((await context.store.checkpoint("acme", "contacts"))?.observed).toEqual(history);
  });
});

describe("keys of other streams", () => {
  const deals = { ...bare, name: "deals" };
  const options = { references: { deals: { "/contact": "contacts" } } } as const;

  test("that name records which are not stored are a gap, once their stream was read", async () => {
    const data = [{ id: "1", contact: "a" }, { id: "2", contact: "gone" }, { id: "3" }, { id: "4", contact: null }];
    const first = pullContext({ vendor: pages({ data, next: null }), contract: deals, watch: drift(options) });
    expect(found(await run(first))).toEqual([]);
    const contacts = pullContext({
      vendor: pages({ data: [{ id: "a" }], next: null }),
      contract: bare,
      store: first.store,
      owner: "2",
    });
    await run(contacts);
    const receipt = await run(first);
    expect(receipt.drift).toMatchObject([
      { kind: "reference_gap", pointer: "/contact", message: expect.stringContaining("1 of 2") },
    ]);
    expect(receipt.outcome).toBe("complete");
  });
});

test("what is observed is bounded, whatever a vendor sends, and holds no value of a field with a class", () => {
  const json = fc.jsonValue().map((value) => value as Json);
  fc.assert(
    fc.property(fc.array(fc.array(fc.dictionary(fc.string(), json), { maxLength: 30 }), { maxLength: 20 }), (all) => {
      let observed = nothingObserved;
      for (const page of all) observed = observePage(observed, page, { classed: ["/a"], references: ["/b"] });
      expect(Object.keys(observed.fields).length).toBeLessThanOrEqual(200);
      expect(observed.records).toBeLessThanOrEqual(all.length * 20);
      const classed = Object.entries(observed.fields).filter(([field]) => field === "/a" || field.startsWith("/a/"));
      expect(classed.flatMap(([, { values = [] }]) => values)).toEqual([]);
    }),
  );
  const wide = Array.from({ length: 500 }, (_, n) => ({ [`f${n}`]: `v${n}`, s: `v${n}`, a: "private" }));
  const observed = observePage(nothingObserved, wide, { classed: ["/a"], references: [] });
  expect(observed.records).toBe(20);
  expect(JSON.stringify(observed)).not.toContain("private");
});

test("a class holds for what lies below its field, and for no field whose name begins alike", () => {
  const records = [{ address: { city: "private", zip: "private" }, address_kind: "home" }];
  const observed = observePage(nothingObserved, records, { classed: ["/address"], references: [] });
  expect(JSON.stringify(observed)).not.toContain("private");
  expect(observed.fields["/address/city"]).toEqual({ seen: 1, types: { string: 1 } });
  expect(observed.fields["/address_kind"]?.values).toEqual(["home"]);
});
