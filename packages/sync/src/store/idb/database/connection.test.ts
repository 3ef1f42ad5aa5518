import "fake-indexeddb/auto";
import { forceCloseDatabase, IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { openDB } from "idb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { base, checkpoint, here, key, page } from "../../conformance/fixtures.ts";
import { everything, watch } from "../../conformance/observe.ts";
import type { Store } from "../../contract.ts";
import { databaseName } from "./database-name.ts";
import { openIdbStore } from "../open-idb-store.ts";
import { openStore } from "../open-store.ts";

const { connection, stream } = here;
const lease = { owner: "a", token: 1, heartbeat: 1 };
const opened: Store[] = [];

async function open(tenant = "t"): Promise<Store> {
  const store = await openIdbStore({ tenant });
  opened.push(store);
  return store;
}

/** The disk is full when the put with this number is made. */
function fullAtPut(at: number): void {
  const put = Reflect.get(IDBObjectStore.prototype, "put");
  let puts = 0;
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function full(this: IDBObjectStore, ...row) {
    if (puts === at) throw new DOMException("full", "QuotaExceededError");
    puts += 1;
    return Reflect.apply(put, this, row);
  });
}

/** The arguments of every transaction that writes, from now on. */
function writesAsked(): readonly unknown[][] {
  const asked: unknown[][] = [];
  const plain = Reflect.get(IDBDatabase.prototype, "transaction");
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function spied(this: IDBDatabase, ...of) {
    if (of[1] === "readwrite") asked.push(of);
    return Reflect.apply(plain, this, of);
  });
  return asked;
}

/** Every database that is opened, from now on. */
function databasesOpened(): readonly IDBDatabase[] {
  const databases: IDBDatabase[] = [];
  const plain = indexedDB.open.bind(indexedDB);
  vi.spyOn(indexedDB, "open").mockImplementation((...of) => {
    const request = plain(...of);
    request.addEventListener("success", () => databases.push(request.result));
    return request;
  });
  return databases;
}

/** What a browser does that clears a site's data or loses its disk: the connection ends with a `close` event. */
function closeFromOutside(database: IDBDatabase | undefined): void {
  // The declaration asks for the class of the database where it means a database.
  Reflect.apply(forceCloseDatabase, undefined, [database]);
}

/** What a browser does that clears a site's data: open connections are told, and let go. */
function remove(tenant: string): Promise<unknown> {
  return new Promise((resolve) => {
    indexedDB.deleteDatabase(databaseName("default", tenant)).addEventListener("success", resolve);
  });
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.splice(0).map((store) => store.close()));
});

test.each([0, 1, 2, 20, 40])(
  "invariant 104: a disk that is full at put %i of a page leaves nothing of it, and reads go on",
  async (at) => {
    const store = await open();
    await store.commit({ ...here, put: [base("before")], checkpoint: checkpoint(1) });
    const before = await everything(store, connection, [stream]);
    fullAtPut(at);
    await expect(store.commit({ ...here, put: page(10_000), checkpoint: checkpoint(2) })).rejects.toMatchObject({
      code: "storage",
      failure: { retryable: true, action: "fix", message: expect.stringMatching(/storage for this site is full/) },
    });
    vi.restoreAllMocks();
    expect(await everything(store, connection, [stream])).toEqual(before);
    expect(await store.commit({ ...here, put: page(10_000), checkpoint: checkpoint(2) })).toBe(2);
  },
);

test("invariant 106: another tab may take the database to a newer version: this one lets go, and says what to do", async () => {
  const store = await open();
  await store.commit({ ...here, put: [base("1")] });
  const newer = await openDB(databaseName("default", "t"), 99);
  await expect(store.commit({ ...here, put: [base("2")] })).rejects.toMatchObject({
    code: "storage",
    failure: {
      retryable: false,
      action: "reload",
      message: expect.stringMatching(/newer version of this product\. Reload the page/),
    },
  });
  expect(await newer.getAllKeys("bodies")).toEqual([[connection, stream, 1]]);
  newer.close();
});

test("a database that the browser removed is made anew, and subscribers hear of what comes after", async () => {
  const store = await open();
  for (const n of [1, 2, 3]) await store.commit({ ...here, put: [base(`${n}`)] });
  const watching = watch(store);
  await remove("t");
  expect(await store.count(connection, stream)).toBe(0);
  expect(await store.commit({ ...here, put: [base("4")] })).toBe(1);
  expect((await watching.upTo(1)).map(({ commit }) => commit)).toEqual([1]);
});

test("a commit does not go by what is remembered of a database that the browser removed", async () => {
  const store = await open();
  for (const n of [1, 2, 3]) await store.commit({ ...here, put: [base(`${n}`)], checkpoint: checkpoint(n) });
  await remove("t");
  expect(await store.commit({ ...here, put: [base("4")], lease })).toBe(1);
  expect(await store.count(connection, stream)).toBe(1);
  expect(await store.checkpoint(connection, stream)).toBeUndefined();
  await remove("t");
  const failed = store.commit({ ...here, put: [base("5")], expect: { lease } });
  await expect(failed).rejects.toMatchObject({ code: "superseded" });
});

test("a commit does not go by what is remembered when another tab has committed as often to the one in its place", async () => {
  const [store, other] = [await open(), await open()];
  await store.commit({ ...here, put: page(3), checkpoint: checkpoint(5) });
  await remove("t");
  await other.commit({ ...here, put: page(2), checkpoint: checkpoint(7) });
  const failed = store.commit({ ...here, checkpoint: checkpoint(6), expect: { checkpoint: 5 } });
  await expect(failed).rejects.toMatchObject({ code: "superseded" });
  expect(await store.commit({ ...here, put: page(3, 3), expect: { checkpoint: 7 } })).toBe(2);
  expect(await store.count(connection, stream)).toBe(5);
});

test("invariant 105: a connection that the browser closed is opened anew by the next call", async () => {
  const databases = databasesOpened();
  const store = await open();
  await store.commit({ ...here, put: [base("1")] });
  databases[0]?.close();
  expect(await store.commit({ ...here, put: [base("2")] })).toBe(2);
  closeFromOutside(databases[1]);
  expect(await store.count(connection, stream)).toBe(2);
  expect(databases).toHaveLength(3);
});

test("two calls that find the connection closed open one anew together", async () => {
  const databases = databasesOpened();
  const store = await open();
  databases[0]?.close();
  expect(await Promise.all([store.head(), store.count(connection, stream)])).toEqual([0, 0]);
  expect(databases).toHaveLength(2);
});

test("closing during a commit leaves all of it or nothing", async () => {
  for (const wait of [0, 1, 2, 3]) {
    const store = await open(`closing ${wait}`);
    const commit = store.commit({ ...here, put: page(300), checkpoint: checkpoint(1) }).catch(() => "refused");
    for (let turn = 0; turn < wait; turn += 1) await store.head().catch(() => 0);
    await store.close();
    const outcome = await commit;
    const again = await open(`closing ${wait}`);
    const found = [
      await again.count(connection, stream),
      await again.head(),
      await again.checkpoint(connection, stream),
    ];
    expect(found).toEqual(outcome === "refused" ? [0, 0, undefined] : [300, 1, checkpoint(1)]);
  }
});

test("a handle that fell behind further than is remembered is told to read everything, then hears on without a gap", async () => {
  const [busy, slow] = [await open(), await open()];
  const word = vi.spyOn(BroadcastChannel.prototype, "postMessage").mockImplementation(() => undefined);
  await busy.commit({ connection: "other", stream, put: [base("1")] });
  for (let n = 0; n < 1_100; n += 1) await busy.commit(here);
  word.mockRestore();
  const watching = watch(slow);
  await busy.commit(here);
  const events = await watching.upTo(1_025);
  const [first] = events;
  expect(first?.connection).toBe("other");
  expect(first?.kinds).toEqual(["records", "quarantine", "checkpoint", "mutations", "receipt", "tokens"]);
  expect(events.map(({ commit }) => commit)).toEqual(Array.from({ length: 1_025 }, (_, n) => n + 78));
});

test("tenants and names have databases of their own, however they are spelt", async () => {
  const places = [
    { tenant: "a" },
    { tenant: "A" },
    { tenant: `a","b` },
    { tenant: "\ud800" },
    { tenant: "__proto__" },
    { tenant: "a", name: "b" },
    { tenant: "b", name: "a" },
  ];
  for (const place of places) {
    const store = await openIdbStore(place);
    opened.push(store);
    expect(await store.head()).toBe(0);
    await store.commit({ ...here, put: [base("1", place)] });
    expect((await store.record(connection, stream, key("1")))?.data).toEqual(place);
  }
});

test("a store without a tenant is refused: customers would share it", async () => {
  await expect(openIdbStore({ tenant: "" })).rejects.toMatchObject({ code: "internal" });
});

test("openStore takes IndexedDB where there is one", async () => {
  const store = await openStore({ tenant: "t" });
  opened.push(store);
  expect([store.durable, store.notDurableBecause]).toEqual([true, undefined]);
});

test("invariant 110: without IndexedDB openStore goes on in memory, and says that nothing is durable and why", async () => {
  Reflect.deleteProperty(globalThis, "indexedDB");
  const store = await openStore({ tenant: "t" });
  expect(store.durable).toBe(false);
  expect(store.notDurableBecause).toMatchObject({ code: "storage", message: expect.stringMatching(/no database/) });
  expect(await store.commit({ ...here, put: [base("1")] })).toBe(1);
});

test("where opening fails openStore goes on in memory with the reason", async () => {
  vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  });
  const store = await openStore({ tenant: "t" });
  expect(store.durable).toBe(false);
  expect(store.notDurableBecause?.cause).toMatchObject({ name: "SecurityError" });
});

test("commits ask for the durability of their batch", async () => {
  const store = await open();
  const asked = writesAsked();
  await store.commit(here);
  await store.commit({ ...here, durability: "strict" });
  await store.erase(connection);
  expect(asked.map(([, , options]) => options)).toEqual([
    { durability: "relaxed" },
    { durability: "strict" },
    { durability: "strict" },
  ]);
});

test("a commit holds only the object stores that it writes or judges by", async () => {
  const store = await open();
  const asked = writesAsked();
  await store.commit({ ...here, lease: { owner: "a", token: 1, heartbeat: 1 } });
  await store.commit({ ...here, put: page(2), expect: { lease: { token: 1 } }, checkpoint: checkpoint(1) });
  expect(asked.map(([stores]) => stores)).toEqual([
    ["changes", "streams", "entries"],
    ["changes", "streams", "entries", "bodies"],
  ]);
});
