import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";
import { openTiny, tinySegments } from "../../../../test/compacting-store.ts";
import { base, here, page } from "../../conformance/fixtures.ts";
import type { Store } from "../../contract.ts";
import { createMemoryStore } from "../../memory/create-memory-store.ts";
import { remembering } from "../segments/remembering.ts";
import { openHandle } from "../open-handle.ts";
import type { Handle } from "../open-handle.ts";

const { connection, stream } = here;
const of = [connection, stream] as const;
const middle = { index: "/n", range: { from: 100 }, limit: 5 } as const;

async function found({ store }: Handle): Promise<readonly unknown[]> {
  return (await store.recordsBy(connection, stream, middle)).items.map(({ data }) => data["n"]);
}

afterEach(() => vi.restoreAllMocks());

/** How many values are read of an object store while something is done. */
async function valuesRead(name: "entries" | "bodies", work: () => Promise<unknown>): Promise<number> {
  const plain = Reflect.get(IDBObjectStore.prototype, "get");
  let count = 0;
  const spy = vi.spyOn(IDBObjectStore.prototype, "get").mockImplementation(function spied(this: IDBObjectStore, ...at) {
    if (this.name === name) count += 1;
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
  expect(await valuesRead("bodies", async () => expect(await found(handle)).toEqual(wanted))).toBeGreaterThanOrEqual(
    50,
  );
  await handle.indexer.idle();
  await handle.compactor.idle();
  expect(await valuesRead("bodies", async () => expect(await found(handle)).toEqual(wanted))).toBeLessThanOrEqual(3);
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
  expect(await valuesRead("bodies", () => found(next))).toBeLessThanOrEqual(3);
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
  expect(await keysIn(factory, "entries")).toEqual([]);
});

test("what is no longer declared is gone from the disk", async () => {
  const factory = new IDBFactory();
  const handle = await openTiny({ factory, tenant: "t" });
  await handle.store.commit({ ...here, put: page(40) });
  const before = await keysIn(factory, "entries");
  await handle.store.declareIndexes(connection, { [stream]: ["/n"] });
  await handle.indexer.idle();
  await handle.compactor.idle();
  expect((await keysIn(factory, "entries")).length).toBeGreaterThan(before.length);
  await handle.store.declareIndexes(connection, {});
  expect(await keysIn(factory, "entries")).toEqual(before);
  await handle.store.close();
});

test("a field that another tab's connector no longer declares is found here all the same, and nobody declares it again", async () => {
  const factory = new IDBFactory();
  const [one, other] = [await openTiny({ factory, tenant: "t" }), await openTiny({ factory, tenant: "t" })];
  await one.store.commit({ ...here, put: page(200) });
  await one.store.declareIndexes(connection, { [stream]: ["/n", "/m"] });
  await one.indexer.idle();
  await other.store.declareIndexes(connection, { [stream]: ["/m"] });
  expect(await found(one)).toEqual([100, 101, 102, 103, 104]);
  expect(await one.store.indexes(connection, stream)).toEqual(["/m", "/n"]);
  expect(await other.store.indexes(connection, stream)).toEqual(["/m"]);
  await expect(found(other)).rejects.toMatchObject({ code: "contract" });
  await Promise.all([one.store.close(), other.store.close()]);
});

test("entries that no longer hold are looked up many at a time, however few records are wanted", async () => {
  const most = { ...remembering, entries: 1, filterBytes: 0 };
  const size = { bytes: 5_600, rows: 30, tolerated: 4 };
  const handle = await openHandle({ factory: new IDBFactory(), name: "few", size, most });
  const ids = page(60).map((record) => record.key);
  await handle.store.declareIndexes(connection, { [stream]: ["/n"] });
  for (let round = 0; round < 2; round += 1) {
    await handle.store.commit({ ...here, put: ids.map((id, at) => base(id, { n: round * 100 + ((at * 17) % 60) })) });
    handle.compactor.tidy(of);
    await handle.compactor.idle();
    handle.indexer.catchUp(of);
    await handle.indexer.idle();
  }
  const first = () => handle.store.recordsBy(connection, stream, { index: "/n", limit: 1 });
  expect(await valuesRead("entries", first)).toBeLessThanOrEqual(10);
  expect((await first()).items.map(({ data }) => data["n"])).toEqual([100]);
  await handle.store.close();
});

test("an index of long texts lies in segments of few entries, and compacting it comes to an end", async () => {
  const factory = new IDBFactory();
  const handle = await openTiny({ factory, tenant: "t" });
  const put = page(40).map(({ key }) => base(key, { n: key.padEnd(300) }));
  await handle.store.declareIndexes(connection, { [stream]: ["/n"] });
  for (let at = 0; at < 40; at += 10) await handle.store.commit({ ...here, put: put.slice(at, at + 10) });
  handle.indexer.catchUp(of);
  await handle.indexer.idle();
  await handle.compactor.idle();
  expect(await indexSegments(factory)).toEqual(Array.from({ length: 40 }, () => 1));
  expect((await handle.store.recordsBy(connection, stream, { index: "/n", limit: 40 })).items.length).toBe(40);
  await handle.store.close();
});

test("an index of values that only rise stays within twice its records, and finds what memory finds while it begins anew", async () => {
  const factory = new IDBFactory();
  const handle = await openTiny({ factory, tenant: "t" });
  const memory = createMemoryStore();
  const stores = [memory, handle.store];
  const ids = page(60).map((record) => record.key);
  for (const store of stores) await store.declareIndexes(connection, { [stream]: ["/n"] });
  const entries: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const put = ids.map((id, at) => base(id, { n: round * 100 + ((at * 17) % 60) }));
    for (const store of stores) await store.commit({ ...here, put });
    handle.indexer.catchUp(of);
    for (let look = 0; look < 5; look += 1) {
      expect(await lowest(handle.store)).toEqual(await lowest(memory));
    }
    await handle.indexer.idle();
    await handle.compactor.idle();
    expect(await lowest(handle.store)).toEqual(await lowest(memory));
    entries.push((await indexSegments(factory)).reduce((sum, count) => sum + count, 0));
  }
  expect(Math.max(...entries)).toBeLessThanOrEqual(2 * ids.length + 2 * tinySegments.rows);
  expect(Math.min(...entries)).toBe(ids.length);
  await handle.store.close();
});

function lowest(store: Store): Promise<unknown> {
  return store.recordsBy(connection, stream, { index: "/n", limit: 100 });
}

/** How many entries each segment of the indexes has. */
async function indexSegments(factory: IDBFactory): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const at of await keysIn(factory, "entries")) {
    const [, name, , , count]: readonly unknown[] = Array.isArray(at) ? at : [];
    if (typeof name === "string" && name.startsWith("\0")) counts.push(Number(count));
  }
  return counts;
}

/** The keys of what an object store of the only database has. */
async function keysIn(factory: IDBFactory, name: string): Promise<readonly IDBValidKey[]> {
  const [info] = await factory.databases();
  return new Promise((resolve, reject) => {
    const opening = factory.open(info?.name ?? "");
    opening.addEventListener("error", () => reject(new Error("The database cannot be opened.")));
    opening.addEventListener("success", () => {
      const reading = opening.result.transaction(name).objectStore(name).getAllKeys();
      reading.addEventListener("success", () => {
        opening.result.close();
        resolve(reading.result);
      });
    });
  });
}
