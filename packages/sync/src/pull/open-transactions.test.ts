import "fake-indexeddb/auto";
import { IDBDatabase, IDBFactory } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";
import { changingRows } from "../../test/changing-rows.ts";
import { pullContext } from "../../test/pull-context.ts";
import { run } from "../../test/run-pull.ts";
import { openIdbStore } from "../store/idb/index.ts";
import type { Store } from "../store/index.ts";

afterEach(() => vi.restoreAllMocks());

/** The transactions of any database that are open. */
function openTransactions(): ReadonlySet<IDBTransaction> {
  const open = new Set<IDBTransaction>();
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the database that it was called on
  const begin = IDBDatabase.prototype.transaction;
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (this: IDBDatabase, ...given) {
    const transaction = begin.apply(this, given);
    open.add(transaction);
    for (const end of ["complete", "abort"]) transaction.addEventListener(end, () => open.delete(transaction));
    return transaction;
  });
  return open;
}

/** Which of these are still open after all that they were asked for has long been done. */
async function heldOpen(open: ReadonlySet<IDBTransaction>): Promise<number> {
  const before = [...open];
  for (let turn = 0; turn < 2000 && before.some((one) => open.has(one)); turn += 1) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return before.filter((one) => open.has(one)).length;
}

test("invariant 109: no transaction is open while the vendor, or code of the product, is waited for", async () => {
  const open = openTransactions();
  const seen: number[] = [];
  const look = async (): Promise<void> => {
    seen.push(await heldOpen(open));
  };
  const source = changingRows(25);
  const store = await openIdbStore({ tenant: "t", indexedDB: new IDBFactory() });
  let judged = 0;
  const validate = async (value: unknown) => {
    judged += 1;
    if (judged % 10 === 0) await look();
    return { value };
  };
  const context = pullContext({
    store,
    runtime: { schema: { "~standard": { version: 1, vendor: "test", validate } } },
    vendor: async (request) => {
      await look();
      return source.vendor(request);
    },
  });
  expect(await run(context)).toMatchObject({ outcome: "complete", counts: { created: 25 } });
  expect(seen).toEqual([0, 0, 0, 0, 0]);
  await store.close();
});

test("invariant 111: a first load commits few pages at a time, and who reads meanwhile is answered before it ends", async () => {
  const source = changingRows(300);
  const idb = await openIdbStore({ tenant: "t", indexedDB: new IDBFactory() });
  let largest = 0;
  let committed = 0;
  let loading = true;
  const reads: Promise<{ found: number; atLeast: number; loading: boolean }>[] = [];
  const store: Store = {
    ...idb,
    commit: async (batch) => {
      const { length } = batch.put ?? [];
      largest = Math.max(largest, length);
      const number = await idb.commit(batch);
      committed += length;
      return number;
    },
  };
  const reader = async (atLeast: number) => {
    const { length } = await idb.records("acme", "contacts", { limit: 1000 });
    return { found: length, atLeast, loading };
  };
  const context = pullContext({
    store,
    settings: { pagesPerCommit: 3 },
    vendor: (request) => {
      reads.push(reader(committed));
      return source.vendor(request);
    },
  });
  await run(context);
  loading = false;
  expect(largest).toBeGreaterThan(0);
  expect(largest).toBeLessThanOrEqual(30);
  const found = await Promise.all(reads);
  expect(found).toHaveLength(30);
  expect(found.every((read) => read.loading && read.found >= read.atLeast)).toBe(true);
  await idb.close();
});
