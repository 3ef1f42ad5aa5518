import { describe, expect, test } from "vitest";
import { contractWith } from "../../test/contract.ts";
import { pullContext } from "../../test/pull-context.ts";
import type { TestContext } from "../../test/pull-context.ts";
import { heldIds, run, signal } from "../../test/run-pull.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import { replay } from "../pull/replay.ts";
import { retainReceipts } from "../pull/retain-receipts.ts";
import { step } from "../pull/step.ts";
import { asRecordKey, explainRecord } from "./index.ts";

const told = async ({ store, contract }: TestContext, key = "c3") =>
  explainRecord(store, { connection: "acme", contract }, asRecordKey(key));
const remapped = async (context: TestContext, by = signal) =>
  context.clock.settle(step(context, { signal: by, maxPages: 0 }));
const mapping = (name: string) => ({ fields: { [name]: "/id" }, others: "keep" }) as const;

/** Made anew as far as the first commit that rows are in. */
async function remappedInPart(context: TestContext): Promise<void> {
  const closed = new AbortController();
  context.store.subscribe(({ keys }) => keys !== undefined && closed.abort(new Error("closed")));
  await expect(remapped(context, closed.signal)).rejects.toThrow("closed");
}

describe("when the vendor last listed a record is said", () => {
  test("by a whole read before a remap that has not ended", async () => {
    const context = pullContext({ vendor: fakeVendor(rowsOf(450)).vendor });
    await run(context);
    const second = await run(context, "full");
    const remapping = { ...context, contract: contractWith({ mapping: mapping("key") }) };
    await remappedInPart(remapping);
    const { touches, lastListed } = await told(remapping, "c1");
    expect(touches.at(-1)).toMatchObject({ open: true });
    expect({ run: lastListed?.run, page: lastListed?.page }).toEqual({ run: second.id, page: undefined });
  });

  test("by whole reads since a replay accepted what a remap had kept aside", async () => {
    const context = pullContext({
      vendor: fakeVendor(rowsOf(5)).vendor,
      settings: { maxShrink: 1, maxUnfitShare: 1 },
    });
    await run(context);
    const second = await run(context, "full");
    let accepts = false;
    const map = (row: object) => {
      if (!accepts) throw new Error("no");
      return { ...row };
    };
    const remapping = { ...context, runtime: { version: "1", map } };
    await remapped(remapping);
    expect((await told(remapping)).lastListed).toMatchObject({ run: second.id });
    accepts = true;
    await context.clock.settle(replay(remapping, await heldIds(context)));
    const third = await run(remapping, "full");
    expect(third.completeness.proven).toBe(true);
    expect((await told(remapping)).lastListed).toMatchObject({ run: third.id });
  });

  test("by a whole read before an open run that removed it", async () => {
    const fake = fakeVendor(rowsOf(25));
    const context = pullContext({ vendor: fake.vendor, contract: contractWith({ deletes: { field: "/gone" } }) });
    await run(context);
    const second = await run(context, "full");
    fake.put({ id: "c3", gone: true });
    await context.clock.settle(step(context, { signal, mode: "full", maxPages: 1 }));
    const { stored, touches, lastListed } = await told(context);
    expect({ stored, last: touches.at(-1) }).toMatchObject({ stored: false, last: { open: true, removed: true } });
    expect(lastListed).toMatchObject({ run: second.id });
  });

  test("by no whole read from before it came, where the page that brought it is no longer remembered", async () => {
    const fake = fakeVendor(rowsOf(3));
    const context = pullContext({ vendor: fake.vendor });
    const first = await run(context);
    fake.put({ id: "c9" });
    const uncounted = { pagination: { ...context.contract.pagination, total: undefined } };
    await run({ ...context, contract: { ...context.contract, ...uncounted } }, "full");
    let last = context;
    for (let n = 0; n < 10; n += 1) {
      last = { ...context, contract: contractWith({ mapping: mapping(`key${n}`) }) };
      await remapped(last);
    }
    expect(first.completeness.proven).toBe(true);
    const { lastListed, mayHaveEarlier } = await told(last, "c9");
    expect({ lastListed, mayHaveEarlier }).toEqual({ lastListed: undefined, mayHaveEarlier: true });
  });
});

test("a remap that another mapping overtook is not said to have ended", async () => {
  const context = pullContext({ vendor: fakeVendor(rowsOf(450)).vendor });
  await run(context);
  const second = await run(context, "full");
  const place = { connection: "acme", stream: "contacts" };
  await retainReceipts(context.store, place, { before: context.clock.now() + 1 });
  await remappedInPart({ ...context, contract: contractWith({ mapping: mapping("a") }) });
  const last = { ...context, contract: contractWith({ mapping: mapping("b") }) };
  await remapped(last);
  const { touches, lastListed } = await told(last, "c1");
  expect(touches.map(({ what }) => what)).toEqual([
    "Page 1 brought it, and it was stored, by a run that ended at 2030-01-01T00:00:00.000Z at the latest; its receipt is no longer kept.",
    "Stored again of what the vendor had sent before, by a run whose receipt is not kept.",
    expect.stringMatching(/^Stored anew: the mapping changed/),
  ]);
  expect(lastListed).toMatchObject({ run: second.id });
});

describe("how a record stands", () => {
  const numbered = contractWith({
    deletes: { field: "/gone" },
    mapping: { fields: { n: { from: "/n", to: "number" } }, others: "keep" },
  });

  test("where the vendor deleted what was kept aside, does not depend on a whole read", async () => {
    const fake = fakeVendor([{ id: "c3", n: "none" }]);
    const context = pullContext({ vendor: fake.vendor, contract: numbered, settings: { maxUnfitShare: 1 } });
    await run(context);
    fake.put({ id: "c3", gone: true });
    await run(context);
    const { now, touches } = await told(context);
    expect(touches).toMatchObject([{ page: 1, kept: "mapping" }]);
    expect(now).toContain("what was kept aside of it was gone or deleted when it was read again");
  });

  test("where a read missed so many that their removal waits for a person, says that it may be one of them", async () => {
    const fake = fakeVendor(rowsOf(5));
    const context = pullContext({ vendor: fake.vendor });
    await run(context);
    fake.remove("c1", "c2", "c3");
    fake.put({ id: "c4", name: "changed" });
    const held = await run(context, "full");
    const of = `The run ${held.id} missed 3 of 5 stored records, whose removal waits for a person: it may be one of them.`;
    expect((await told(context)).now).toContain(of);
    expect((await told(context, "c4")).now).toContain("No later run shows whether it still did.");
  });

  test("below a parent whose key may be classed, is no never", async () => {
    const parent = { stream: "teams", parameters: {}, keys: "below-parent" } as const;
    const context = pullContext({ vendor: fakeVendor(rowsOf(2)).vendor });
    await run(context);
    const { now } = await told({ ...context, contract: contractWith({ parent }) }, "z");
    expect(now).toContain("may have been stored before");
  });

  test("names a moment before which all is unknown, where a clock was set back", async () => {
    const context = pullContext({ vendor: fakeVendor(rowsOf(3)).vendor });
    const first = await run(context);
    context.clock.step(-3_600_000);
    await run(context, "full");
    await run(context, "full");
    const place = { connection: "acme", stream: "contacts" };
    expect(await retainReceipts(context.store, place, { before: first.finishedAt + 1 })).toMatchObject({ removed: 2 });
    const { unknownBefore, touches } = await told(context, "c1");
    expect(unknownBefore).toBe(first.finishedAt);
    expect(touches.at(-1)?.what).toContain("that ended at 2030-01-01T00:00:00.000Z at the latest");
  });
});

describe("a run that ends while a record is explained", () => {
  const during = async (context: TestContext, call: "bases" | "receipts", work: () => Promise<unknown>) => {
    let isDone = false;
    const once = async (): Promise<void> => {
      if (!isDone) {
        isDone = true;
        await work();
      }
    };
    const { store } = context;
    const busy: typeof store = {
      ...store,
      bases: async (...of) => (call === "bases" ? once().then(() => store.bases(...of)) : store.bases(...of)),
      receipts: async (...of) =>
        call === "receipts" ? once().then(() => store.receipts(...of)) : store.receipts(...of),
    };
    return told({ ...context, store: busy });
  };

  test("and removes it, is not said to have listed it", async () => {
    const fake = fakeVendor(rowsOf(5));
    const context = pullContext({ vendor: fake.vendor });
    const first = await run(context);
    fake.remove("c3");
    const { stored, lastListed } = await during(context, "receipts", () => run(context, "full"));
    expect({ stored, run: lastListed?.run }).toEqual({ stored: false, run: first.id });
  });

  test("or is begun, and brings it, is told as the one that it is", async () => {
    const fake = fakeVendor(rowsOf(25));
    const context = pullContext({ vendor: fake.vendor });
    await run(context);
    await run(context, "full");
    fake.put({ id: "c3", name: "changed" });
    const begun = () => context.clock.settle(step(context, { signal, mode: "full", maxPages: 1 }));
    const { touches, lastListed } = await during(context, "bases", begun);
    expect(touches.at(-1)).toMatchObject({ open: true, page: 1 });
    expect(lastListed).toMatchObject({ run: touches.at(-1)?.run, page: 1 });
  });
});
