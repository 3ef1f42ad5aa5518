import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { deleteDB, openDB } from "idb";
import { beforeEach, expect, test } from "vitest";
import { base, checkpoint, key, keys, trace } from "../../conformance/fixtures.ts";
import { collect, watch } from "../../conformance/observe.ts";
import { databaseName } from "./database-name.ts";
import { openIdbStore } from "../open-idb-store.ts";

const of = ["crm", "contacts"] as const;
const lease = { owner: "a", token: 3, heartbeat: 9 };
const told = { connection: "crm", stream: "contacts", commit: 7, kinds: ["checkpoint"] };

/** A database as format 1 had it, in its own words: a stream in the middle of a run. */
async function write(version = 1): Promise<void> {
  const plain = ["meta", "changes", "base", "overlay", "counts", "seen", "checkpoints", "leases"];
  const database = await openDB(databaseName("default", "t"), version, {
    upgrade(made) {
      for (const store of plain) made.createObjectStore(store);
      const quarantine = made.createObjectStore("quarantine");
      for (const index of ["connection", "stream"]) quarantine.createIndex(index, [index, "order"]);
      made.createObjectStore("mutations").createIndex("state", ["connection", "state", "sequence"]);
      made.createObjectStore("receipts").createIndex("id", "id", { unique: true });
      for (const store of ["tokens", "limits"]) made.createObjectStore(store).createIndex("owner", ["connection"]);
    },
  });
  const rows: readonly (readonly [store: string, key: IDBValidKey, value: unknown])[] = [
    ["meta", "format", { format: version }],
    ["meta", "head", { commit: 7, arrivals: 2 }],
    ["changes", 7, { commit: 7, events: [told] }],
    ["counts", [...of], { base: 1, quarantine: 0 }],
    ["checkpoints", [...of], checkpoint(5)],
    ["leases", [...of], lease],
    ["seen", [...of, "run-1", 6], { commit: 6, keys: keys("1", "2") }],
    ["seen", [...of, "run-1", 7], { commit: 7, keys: keys("3") }],
    ["base", [...of, "1"], { ...base("1"), hash: "h", run: "r", commit: 6 }],
  ];
  for (const [store, place, value] of rows) await database.put(store, value, place);
  database.close();
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test("a store of format 1 goes on in the middle of a run", async () => {
  await write();
  const store = await openIdbStore({ tenant: "t" });
  expect([await store.head(), await store.count(...of), await store.lease(...of)]).toEqual([7, 1, lease]);
  expect(await store.checkpoint(...of)).toEqual(checkpoint(5));
  expect(await collect(store.seen(...of, "run-1"))).toEqual([keys("1", "2"), keys("3")]);
  expect(await store.record(...of, key("1"))).toMatchObject({ data: base("1").data, commit: 6 });
  expect(await store.hashes(...of, keys("1", "2"))).toEqual(["h", undefined]);
  const watching = watch(store);
  const expecting = { lease: { token: 3 }, checkpoint: 5 };
  const page = { seen: { run: "run-1", keys: keys("4") }, put: [base("1", { new: true })], checkpoint: checkpoint(6) };
  expect(await store.commit({ connection: "crm", stream: "contacts", expect: expecting, ...page })).toBe(8);
  expect((await watching.upTo(1)).map(({ commit }) => commit)).toEqual([8]);
  expect(await collect(store.seen(...of, "run-1"))).toEqual([keys("1", "2"), keys("3"), keys("4")]);
  expect(await store.record(...of, key("1"))).toMatchObject({ data: { new: true }, commit: 8 });
  await store.close();
});

test.each([
  { version: 3, has: "no memory of removed records" },
  { version: 4, has: "all that the present one has" },
])("a store of version $version, with $has, keeps what it has, and remembers from now on", async ({ version }) => {
  const name = databaseName("default", "t");
  const made = await openIdbStore({ tenant: "t" });
  await made.commit({ connection: "crm", stream: "contacts", put: [base("1")], checkpoint: checkpoint(1), lease });
  await made.close();
  const now = await openDB(name);
  const traces = version < 4 ? [] : ["traces"];
  const plain = ["meta", "changes", "base", "overlay", "seen", "streams", "entries", "bodies", ...traces];
  const rows = await Promise.all(
    plain.map(async (store) => [store, await now.getAllKeys(store), await now.getAll(store)] as const),
  );
  now.close();
  await deleteDB(name);
  const older = await openDB(name, version, {
    upgrade(database) {
      for (const store of plain) database.createObjectStore(store);
      for (const store of ["quarantine", "mutations", "receipts", "tokens", "limits"])
        database.createObjectStore(store);
    },
  });
  for (const [store, places, values] of rows) {
    for (const [at, place] of places.entries()) await older.put(store, values[at], place);
  }
  older.close();
  const store = await openIdbStore({ tenant: "t" });
  expect(await store.record(...of, key("1"))).toMatchObject({ data: base("1").data, commit: 1 });
  expect(await store.checkpoint(...of)).toEqual(checkpoint(1));
  await store.commit({ connection: "crm", stream: "contacts", traces: { put: [trace("2")], remove: [] } });
  expect(await store.traces(...of, keys("1", "2"))).toEqual([undefined, trace("2")]);
  await store.close();
});

test("a store of format 2, which no release wrote, is refused and left as it was", async () => {
  await write(2);
  const message = expect.stringMatching(/format 2.+Nothing was changed.+delete/);
  const refused = { failure: { code: "storage", retryable: false, message } };
  await expect(openIdbStore({ tenant: "t" })).rejects.toMatchObject(refused);
  const after = await openDB(databaseName("default", "t"));
  expect([after.version, await after.get("counts", [...of])]).toEqual([2, { base: 1, quarantine: 0 }]);
  after.close();
});

test("an upgrade that cannot be carried out leaves the older database as it was", async () => {
  await write();
  const before = await openDB(databaseName("default", "t"));
  before.close();
  const plain = Reflect.get(IDBDatabase.prototype, "deleteObjectStore");
  IDBDatabase.prototype.deleteObjectStore = () => {
    throw new DOMException("the process dies here", "UnknownError");
  };
  try {
    await expect(openIdbStore({ tenant: "t" })).rejects.toMatchObject({ code: "storage" });
  } finally {
    IDBDatabase.prototype.deleteObjectStore = plain;
  }
  const after = await openDB(databaseName("default", "t"));
  expect([after.version, await after.get("counts", [...of])]).toEqual([1, { base: 1, quarantine: 0 }]);
  after.close();
});

test("a version from before tenants were told apart by what is sealed cannot open what this one made", async () => {
  const store = await openIdbStore({ tenant: "t" });
  await expect(openDB(databaseName("default", "t"), 4)).rejects.toMatchObject({ name: "VersionError" });
  await store.close();
});
