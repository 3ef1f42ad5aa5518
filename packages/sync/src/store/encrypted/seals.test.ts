import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";
import { sealingKey } from "../../../test/sealed-store.ts";
import { base, here, key, page } from "../conformance/fixtures.ts";
import type { Store } from "../contract.ts";
import { openEncryptedStore } from "./open-encrypted-store.ts";

const of = [here.connection, here.stream] as const;
const many = page(100);
const ids = many.map((record) => record.key);

async function written(): Promise<{ readonly store: Store; readonly reopen: () => Promise<Store> }> {
  const [indexedDB, sealing] = [new IDBFactory(), await sealingKey()];
  const reopen = () => openEncryptedStore({ tenant: "t", key: sealing, indexedDB });
  const store = await reopen();
  await store.commit({ ...here, put: many });
  return { store, reopen };
}

/** How often the platform's cipher is called by `work`. */
async function calls(work: () => Promise<unknown>): Promise<{ readonly seals: number; readonly opens: number }> {
  const [seals, opens] = [vi.spyOn(crypto.subtle, "encrypt"), vi.spyOn(crypto.subtle, "decrypt")];
  await work();
  const counted = { seals: seals.mock.calls.length, opens: opens.mock.calls.length };
  vi.restoreAllMocks();
  return counted;
}

afterEach(() => void vi.restoreAllMocks());

test("a page of a hundred records is sealed in two calls: its hashes, and its bodies", async () => {
  const { store } = await written();
  const changed = many.map((record) => ({ ...record, data: { changed: true } }));
  expect(await calls(() => store.commit({ ...here, put: changed }))).toEqual({ seals: 2, opens: 0 });
  await store.close();
});

test("hashes are opened once for a segment, and not at all where this handle has sealed them", async () => {
  const { store, reopen } = await written();
  expect(await calls(() => store.hashes(...of, ids))).toEqual({ seals: 0, opens: 0 });
  await store.close();
  const next = await reopen();
  expect(await calls(() => next.hashes(...of, ids))).toEqual({ seals: 0, opens: 1 });
  expect(await calls(() => next.hashes(...of, ids))).toEqual({ seals: 0, opens: 0 });
  await next.close();
});

test("a range and a look-up open what a segment holds once", async () => {
  const { store } = await written();
  expect(await calls(() => store.records(...of, { limit: 50 }))).toEqual({ seals: 0, opens: 1 });
  expect(await calls(() => store.record(...of, key("000007")))).toEqual({ seals: 0, opens: 1 });
  await store.close();
});

test("where the cipher fails once, whoever asks next is answered", async () => {
  const { store, reopen } = await written();
  await store.close();
  const next = await reopen();
  vi.spyOn(crypto.subtle, "decrypt").mockRejectedValueOnce(new DOMException("once", "OperationError"));
  await expect(next.hashes(...of, ids)).rejects.toMatchObject({ code: "storage" });
  expect(await next.hashes(...of, ids)).toEqual(many.map(({ hash }) => hash));
  await next.close();
});

test("one record that nothing is remembered of is two calls: its segment's hashes, which its bodies are bound to, and those", async () => {
  const { store, reopen } = await written();
  await store.close();
  const next = await reopen();
  expect(await calls(() => next.record(...of, key("000007")))).toEqual({ seals: 0, opens: 2 });
  await next.close();
});

test("a field of the vendor keeps its name beside an own change", async () => {
  const { store } = await written();
  const put = [base("x", { own: 1, base: 2, sealed: 3 })];
  await store.commit({
    ...here,
    put,
    overlay: { put: [{ key: key("x"), patch: { mine: 4 }, mutations: [] }], remove: [] },
  });
  expect((await store.record(...of, key("x")))?.data).toEqual({ own: 1, base: 2, sealed: 3, mine: 4 });
  await store.close();
});
