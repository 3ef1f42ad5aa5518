import "fake-indexeddb/auto";
import { IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";
import { openTiny } from "../../../../test/compacting-store.ts";
import { here, key, overlay, page } from "../../conformance/fixtures.ts";
import type { Store } from "../../contract.ts";

const { connection, stream } = here;
const one = key("000005");
const opened: Store[] = [];

async function open(factory: IDBFactory): Promise<Store> {
  const { store } = await openTiny({ factory, tenant: "t" });
  opened.push(store);
  return store;
}

/** How often own changes are asked for, from now on. */
function asked(): { readonly times: number } {
  const state = { times: 0 };
  for (const method of ["get", "getAll"] as const) {
    const plain = Reflect.get(IDBObjectStore.prototype, method);
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function spied(
      this: IDBObjectStore,
      ...of: unknown[]
    ) {
      if (this.name === "overlay") state.times += 1;
      return Reflect.apply(plain, this, of);
    });
  }
  return state;
}

async function seen(store: Store): Promise<readonly unknown[]> {
  const [record, range] = [
    await store.record(...of, one),
    await store.records(...of, { after: key("000004"), limit: 1 }),
  ];
  return [record?.data, range[0]?.data];
}

const of = [connection, stream] as const;

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map((store) => store.close()));
});

test("where a stream has no own changes they are asked for once, until somebody commits to it", async () => {
  const factory = new IDBFactory();
  const [store, other] = [await open(factory), await open(factory)];
  await store.commit({ ...here, put: page(12) });
  const own = asked();
  await seen(store);
  await seen(store);
  expect(own.times).toBe(1);
  await store.commit({ connection, stream: "another", put: page(1) });
  await seen(store);
  expect(own.times).toBe(1);
  await store.commit({ ...here, put: page(1) });
  await seen(store);
  expect(own.times).toBe(2);
  await other.commit({ ...here, put: page(1) });
  await seen(store);
  expect(own.times).toBe(3);
});

test("finding by a field asks for own changes no more often, and forgets nothing of what is known of them", async () => {
  const store = await open(new IDBFactory());
  await store.commit({ ...here, put: page(12) });
  await store.declareIndexes(connection, { [stream]: ["/n"] });
  const own = asked();
  for (let n = 0; n < 3; n += 1) {
    expect((await store.recordsBy(connection, stream, { index: "/n", limit: 4 })).items.length).toBe(4);
    await seen(store);
  }
  expect(own.times).toBe(1);
});

test.each(["this handle", "another tab"])(
  "an own change shows at once, and goes at once, where none was known, when %s commits nothing else",
  async (who) => {
    const factory = new IDBFactory();
    const [store, other] = [await open(factory), await open(factory)];
    const writer = who === "this handle" ? store : other;
    await store.commit({ ...here, put: page(12) });
    expect(await seen(store)).toEqual([{ n: 5 }, { n: 5 }]);
    await writer.commit({ ...here, overlay: { put: [overlay(one, { n: "own" })], remove: [] } });
    expect(await seen(store)).toEqual([{ n: "own" }, { n: "own" }]);
    await writer.commit({ ...here, overlay: { put: [], remove: [one] } });
    expect(await seen(store)).toEqual([{ n: 5 }, { n: 5 }]);
  },
);

test("an own change shows as soon as it is committed, although readers find out meanwhile that there was none", async () => {
  const store = await open(new IDBFactory());
  await store.commit({ ...here, put: page(12) });
  const committed = store.commit({ ...here, overlay: { put: [overlay(one, { n: "own" })], remove: [] } });
  const readers = Array.from({ length: 10 }, () => seen(store));
  await committed;
  expect(await seen(store)).toEqual([{ n: "own" }, { n: "own" }]);
  await Promise.all(readers);
  expect(await seen(store)).toEqual([{ n: "own" }, { n: "own" }]);
});
