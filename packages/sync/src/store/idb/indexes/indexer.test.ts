import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";
import { openTiny, tinySegments } from "../../../../test/compacting-store.ts";
import { here, page } from "../../conformance/fixtures.ts";
import { openHandle } from "../open-handle.ts";
import type { Handle } from "../open-handle.ts";

const { connection, stream } = here;
const of = [connection, stream] as const;
const middle = { index: "/n", range: { from: 100 }, limit: 5 } as const;

async function found({ store }: Handle): Promise<readonly unknown[]> {
  return (await store.recordsBy(connection, stream, middle)).items.map(({ data }) => data["n"]);
}

afterEach(() => vi.restoreAllMocks());

/** How many values are read of the object store of records while something is done. */
async function bodiesRead(work: () => Promise<unknown>): Promise<number> {
  const plain = Reflect.get(IDBObjectStore.prototype, "get");
  let count = 0;
  const spy = vi.spyOn(IDBObjectStore.prototype, "get").mockImplementation(function spied(this: IDBObjectStore, ...at) {
    if (this.name === "bodies") count += 1;
    return plain.apply(this, at);
  });
  await work();
  spy.mockRestore();
  return count;
}

test("a page of an index that is made reads the records of the page, and before that every record", async () => {
  const handle = await openTiny({ factory: new IDBFactory(), tenant: "t" });
  await handle.store.commit({ ...here, put: page(200) });
  await handle.store.declareIndexes(connection, { [stream]: ["/n"] });
  const wanted = [100, 101, 102, 103, 104];
  expect(await bodiesRead(async () => expect(await found(handle)).toEqual(wanted))).toBeGreaterThanOrEqual(50);
  await handle.indexer.idle();
  await handle.compactor.idle();
  expect(await bodiesRead(async () => expect(await found(handle)).toEqual(wanted))).toBeLessThanOrEqual(3);
  await handle.store.close();
});

test("an index goes on where it was when the page ended, and one that is declared in another tab is made there", async () => {
  const factory = new IDBFactory();
  const first = await openTiny({ factory, tenant: "t" });
  await first.store.commit({ ...here, put: page(400) });
  await first.store.declareIndexes(connection, { [stream]: ["/n"] });
  await first.store.close();
  const next = await openTiny({ factory, tenant: "t" });
  next.indexer.catchUp(of);
  await next.indexer.idle();
  expect(await bodiesRead(() => found(next))).toBeLessThanOrEqual(3);
  await next.store.close();
});

test("nothing of an erased connection comes into an index that is declared anew", async () => {
  const factory = new IDBFactory();
  const [one, other] = [await openTiny({ factory, tenant: "t" }), await openTiny({ factory, tenant: "t" })];
  await one.store.commit({ ...here, put: page(400) });
  await one.store.declareIndexes(connection, { [stream]: ["/n"] });
  await other.store.erase(connection);
  await other.store.declareIndexes(connection, { [stream]: ["/n"] });
  await one.indexer.idle();
  expect(await found(one)).toEqual([]);
  await Promise.all([one.store.close(), other.store.close()]);
  expect(await keysIn(factory, "entries")).toBe(0);
});

test("what is no longer declared is gone from the disk", async () => {
  const factory = new IDBFactory();
  const handle = await openTiny({ factory, tenant: "t" });
  await handle.store.commit({ ...here, put: page(40) });
  const before = await keysIn(factory, "entries");
  await handle.store.declareIndexes(connection, { [stream]: ["/n"] });
  await handle.indexer.idle();
  await handle.compactor.idle();
  expect(await keysIn(factory, "entries")).toBeGreaterThan(before);
  await handle.store.declareIndexes(connection, {});
  expect(await keysIn(factory, "entries")).toBe(before);
  await handle.store.close();
});

test("what is sealed is never indexed", async () => {
  const factory = new IDBFactory();
  const handle = await openHandle({ factory, name: "sealed", size: tinySegments, mark: "of a key" });
  await handle.store.commit({ ...here, put: page(40) });
  const before = await keysIn(factory, "entries");
  await handle.store.declareIndexes(connection, { [stream]: ["/n"] });
  await handle.indexer.idle();
  expect(await keysIn(factory, "entries")).toBe(before);
  await handle.store.close();
});

/** How many rows an object store of the only database has. */
async function keysIn(factory: IDBFactory, name: string): Promise<number> {
  const [info] = await factory.databases();
  return new Promise((resolve, reject) => {
    const opening = factory.open(info?.name ?? "");
    opening.addEventListener("error", () => reject(new Error("The database cannot be opened.")));
    opening.addEventListener("success", () => {
      const counting = opening.result.transaction(name).objectStore(name).count();
      counting.addEventListener("success", () => {
        opening.result.close();
        resolve(counting.result);
      });
    });
  });
}
