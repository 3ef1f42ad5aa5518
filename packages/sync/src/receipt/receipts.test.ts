import { describe, expect, test } from "vitest";
import { pullContext } from "../../test/pull-context.ts";
import type { TestContext } from "../../test/pull-context.ts";
import { run, signal } from "../../test/run-pull.ts";
import { fakeVendor, rowsOf } from "../../test/vendor.ts";
import type { Checkpoint } from "../pull/checkpoint/checkpoint.ts";
import type { Store } from "../store/index.ts";
import type { Receipt } from "./receipt.ts";
import { retainReceipts } from "../pull/retain-receipts.ts";
import { step } from "../pull/step.ts";
import { verifyReceipts } from "./verify-receipts.ts";

const place = { connection: "acme", stream: "contacts" };

async function afterRuns(count: number): Promise<TestContext> {
  const context = pullContext({ vendor: fakeVendor(rowsOf(3)).vendor });
  for (let n = 0; n < count; n += 1) {
    await run(context);
    await context.clock.advance(1000);
  }
  return context;
}

/** A store whose list of receipts was changed behind its back. */
function tampered(store: Store, change: (receipts: readonly Receipt[]) => readonly Receipt[]): Store {
  return {
    ...store,
    receipts: async (connection, options) => {
      const all = await store.receipts(connection, { ...options, limit: 1000, cursor: undefined });
      return { items: change(all.items) };
    },
  };
}

describe("invariant 121: the chain of receipts verifies, and tampering is found", () => {
  test("an untouched chain holds, over several pages of it", async () => {
    const { store } = await afterRuns(130);
    const head = (await store.checkpoint("acme", "contacts"))?.receiptDigest;
    expect(await verifyReceipts(store, place)).toEqual({ ok: true, checked: 130, head, removed: 0 });
  });

  test.each([
    { connection: "acme", stream: "contact", there: "contacts" },
    { connection: "acne", stream: "contacts", there: "none" },
  ])("where nothing is stored, as of $connection/$stream, no chain is said to hold", async ({ there, ...where }) => {
    const { store } = await afterRuns(1);
    const verdict = await verifyReceipts(store, where);
    expect(verdict).toMatchObject({ ok: false, checked: 0, problem: "unknown" });
    const told = expect.stringMatching(new RegExp(`"${where.stream}".*"${where.connection}".*receipts: ${there}\\.$`));
    expect(verdict).toMatchObject({ message: told });
  });

  test("of a stream whose first run is open, the empty chain holds", async () => {
    const context = pullContext({ vendor: fakeVendor(rowsOf(25)).vendor });
    await context.clock.settle(step(context, { signal, maxPages: 1 }));
    expect(await verifyReceipts(context.store, place)).toEqual({ ok: true, checked: 0, removed: 0 });
  });

  test.each<{
    readonly what: string;
    readonly change: (all: readonly Receipt[]) => readonly Receipt[];
    readonly problem: string;
  }>([
    {
      what: "a changed count",
      change: (all) => all.map((one, at) => (at === 2 ? { ...one, attempts: 9 } : one)),
      problem: "altered",
    },
    {
      what: "a changed head",
      change: ([first, ...rest]) => [{ ...(first as Receipt), finishedAt: 0 }, ...rest],
      problem: "altered",
    },
    { what: "one taken out", change: (all) => all.toSpliced(1, 1), problem: "altered" },
    { what: "the newest taken away", change: (all) => all.slice(1), problem: "altered" },
    { what: "the oldest taken away", change: (all) => all.slice(0, -1), problem: "missing" },
    { what: "all taken away", change: () => [], problem: "missing" },
    { what: "two exchanged", change: ([a, b, ...rest]) => [b as Receipt, a as Receipt, ...rest], problem: "altered" },
    { what: "one told twice", change: ([a, ...rest]) => [a as Receipt, a as Receipt, ...rest], problem: "altered" },
  ])("$what shows", async ({ change, problem }) => {
    const { store } = await afterRuns(4);
    expect(await verifyReceipts(tampered(store, change), place)).toMatchObject({ ok: false, problem });
  });

  test("a head that was noted shows a chain that was made anew", async () => {
    const { store } = await afterRuns(2);
    const noted = (await store.checkpoint("acme", "contacts"))?.receiptDigest;
    const other = await afterRuns(3);
    expect(await verifyReceipts(other.store, place, { head: "00" })).toMatchObject({ ok: false, problem: "head" });
    expect(await verifyReceipts(store, place, { head: noted })).toMatchObject({ ok: true });
  });

  test("a run that ends while the chain is read is no tampering", async () => {
    const context = await afterRuns(3);
    let ran = false;
    const store: Store = {
      ...context.store,
      receipts: async (...of) => {
        if (!ran) {
          ran = true;
          await run(context);
        }
        return context.store.receipts(...of);
      },
    };
    expect(await verifyReceipts(store, place)).toMatchObject({ ok: true, checked: 4 });
  });
});

describe("retention", () => {
  test("removes what is older, and the chain of the rest stands on the anchor", async () => {
    const { store } = await afterRuns(230);
    const { items } = await store.receipts("acme", { limit: 50 });
    const endOf = (nth: number) => items[nth - 1]?.finishedAt ?? 0;
    expect(await retainReceipts(store, place, { before: endOf(30) })).toEqual({ ok: true, removed: 200 });
    expect(await verifyReceipts(store, place)).toMatchObject({ ok: true, checked: 30, removed: 200 });
    expect(await retainReceipts(store, place, { before: endOf(20) })).toEqual({ ok: true, removed: 10 });
    expect(await verifyReceipts(store, place)).toMatchObject({ ok: true, checked: 20, removed: 210 });
    const anchor = (await store.checkpoint("acme", "contacts"))?.receiptAnchor?.digest;
    expect(await verifyReceipts(store, place, { head: anchor })).toMatchObject({ ok: true });
    const cut = tampered(store, (all) => all.slice(0, -1));
    expect(await verifyReceipts(cut, place)).toMatchObject({ ok: false, problem: "missing" });
  });

  test("keeps the newest, and the receipt that the status tells of", async () => {
    const { store } = await afterRuns(5);
    expect(await retainReceipts(store, place, { before: Infinity, keep: 3 })).toEqual({ ok: true, removed: 2 });
    expect(await retainReceipts(store, place, { before: Infinity, keep: 0 })).toEqual({ ok: true, removed: 2 });
    expect((await store.receipts("acme", { limit: 9 })).items).toHaveLength(1);
  });

  test("of a stream of which nothing is stored says so, and names those that have receipts", async () => {
    const { store } = await afterRuns(2);
    expect(await retainReceipts(store, { ...place, stream: "contcts" }, { before: Infinity })).toMatchObject({
      ok: false,
      verdict: { problem: "unknown", message: expect.stringContaining("Streams with receipts: contacts.") },
    });
    expect((await store.receipts("acme", { limit: 9 })).items).toHaveLength(2);
  });

  test("leaves what another version wrote as it is", async () => {
    const { store } = await afterRuns(5);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what another version may have written
    const other = { ...(await store.checkpoint("acme", "contacts")), format: 2 } as unknown as Checkpoint;
    const foreign: Store = { ...store, checkpoint: async () => other };
    await expect(retainReceipts(foreign, place, { before: Infinity })).rejects.toMatchObject({ code: "storage" });
    expect((await store.receipts("acme", { limit: 9 })).items).toHaveLength(5);
  });

  test("does not cover up a chain that is broken", async () => {
    const { store } = await afterRuns(5);
    const broken = tampered(store, (all) => all.toSpliced(3, 1));
    expect(await retainReceipts(broken, place, { before: Infinity })).toMatchObject({
      ok: false,
      verdict: { problem: "altered" },
    });
    expect((await store.receipts("acme", { limit: 9 })).items).toHaveLength(5);
  });

  test("a crash between two commits leaves a chain that holds", async () => {
    const { store, clock } = await afterRuns(230);
    let commits = 0;
    const mortal: Store = {
      ...store,
      commit: async (batch) => {
        if ((commits += 1) > 1) throw new Error("died");
        return store.commit(batch);
      },
    };
    await expect(retainReceipts(mortal, place, { before: clock.now() })).rejects.toThrow("died");
    expect(await verifyReceipts(store, place)).toMatchObject({ ok: true, checked: 130, removed: 100 });
  });

  test("of two tabs that do it at once, the one behind stops, and the chain holds", async () => {
    const { store } = await afterRuns(230);
    const { items } = await store.receipts("acme", { limit: 150 });
    const at = (nth: number) => ({ before: items[nth - 1]?.finishedAt ?? 0 });
    const behind: Store = {
      ...store,
      commit: async (batch) => {
        await retainReceipts(store, place, at(30));
        return store.commit(batch);
      },
    };
    expect(await retainReceipts(behind, place, at(130))).toEqual({ ok: true, removed: 0 });
    expect(await verifyReceipts(store, place)).toMatchObject({ ok: true, checked: 30, removed: 200 });
  });

  test("is no tampering to whoever reads the chain meanwhile", async () => {
    const { store } = await afterRuns(130);
    const read: Store = {
      ...store,
      receipts: async (connection, options) => {
        if (options.cursor !== undefined) await retainReceipts(store, place, { before: Infinity });
        return store.receipts(connection, options);
      },
    };
    expect(await verifyReceipts(read, place)).toMatchObject({ ok: true, checked: 1, removed: 129 });
  });

  test("is no tampering to whoever has just read all of it", async () => {
    const { store } = await afterRuns(3);
    const read: Store = {
      ...store,
      receipts: async (connection, options) => {
        const page = await store.receipts(connection, options);
        await retainReceipts(store, place, { before: Infinity });
        return page;
      },
    };
    expect(await verifyReceipts(read, place)).toMatchObject({ ok: true, checked: 1, removed: 2 });
  });

  test("forgets a removed record with the receipt of the run that removed it, and not before", async () => {
    const fake = fakeVendor(rowsOf(25));
    const context = pullContext({ vendor: fake.vendor });
    await run(context);
    fake.remove("c3");
    await run(context, "full");
    await context.clock.advance(1000);
    fake.remove("c4");
    const { finishedAt } = await run(context, "full");
    await run(context, "full");
    const remembered = async () =>
      (await context.store.removed("acme", "contacts", { limit: 9 })).map(({ key }) => key);
    expect(await remembered()).toEqual(["c3", "c4"]);
    await retainReceipts(context.store, place, { before: finishedAt });
    expect(await remembered()).toEqual(["c4"]);
    await retainReceipts(context.store, place, { before: Infinity });
    expect(await remembered()).toEqual([]);
  });

  test("runs go on after it, in the same chain", async () => {
    const context = await afterRuns(3);
    await retainReceipts(context.store, place, { before: Infinity });
    await run(context);
    expect(await verifyReceipts(context.store, place)).toMatchObject({ ok: true, checked: 2, removed: 2 });
  });
});
