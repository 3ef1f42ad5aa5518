import "fake-indexeddb/auto";
import { IDBFactory, IDBObjectStore } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";
import { openTiny } from "../../../../test/compacting-store.ts";
import { here, key, page } from "../../conformance/fixtures.ts";
import type { Store } from "../../contract.ts";

const { connection, stream } = here;

afterEach(() => void vi.restoreAllMocks());

/** Every value that is asked for and every answer, in order, from now on. */
function requests(): readonly string[] {
  const log: string[] = [];
  const plain = Reflect.get(IDBObjectStore.prototype, "get");
  vi.spyOn(IDBObjectStore.prototype, "get").mockImplementation(function spied(this: IDBObjectStore, ...of) {
    const request: IDBRequest = Reflect.apply(plain, this, of);
    log.push(`ask ${this.name}`);
    request.addEventListener("success", () => log.push(`got ${this.name}`));
    return request;
  });
  return log;
}

/** Twelve records in three segments, of which the handle has read that they are there. */
async function openUnread(): Promise<Store> {
  const factory = new IDBFactory();
  const writer = await openTiny({ factory, tenant: "t" });
  await writer.store.commit({ ...here, put: page(12) });
  await writer.store.close();
  const { store } = await openTiny({ factory, tenant: "t" });
  await store.keys(connection, stream, { after: key("9"), limit: 1 });
  return store;
}

test("a range that begins within a segment asks for that one and the next with their bodies at once", async () => {
  const store = await openUnread();
  const log = requests();
  const views = await store.records(connection, stream, { after: key("000001"), limit: 4 });
  expect(views.map((view) => view.key)).toEqual(["000002", "000003", "000004", "000005"]);
  expect(log).toEqual([
    "ask entries",
    "ask bodies",
    "ask entries",
    "ask bodies",
    "got entries",
    "got bodies",
    "got entries",
    "got bodies",
  ]);
  await store.close();
});

test("a look-up asks for what its segment says and holds, and for own changes, at once", async () => {
  const store = await openUnread();
  const log = requests();
  expect((await store.record(connection, stream, key("000005")))?.data).toEqual({ n: 5 });
  expect(log).toEqual(["ask entries", "ask bodies", "ask overlay", "got entries", "got bodies", "got overlay"]);
  await store.close();
});

test("keys alone are told without a body", async () => {
  const { store } = await openTiny({ factory: new IDBFactory(), tenant: "t" });
  await store.commit({ ...here, put: page(12) });
  const log = requests();
  expect(await store.keys(connection, stream, { after: key("000009"), limit: 4 })).toEqual(["000010", "000011"]);
  expect(log).toEqual([]);
  await store.close();
});
