import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { beforeEach, expect, test } from "vitest";
import { dyingConnection } from "../../../test/dying-connection.ts";
import { Died } from "../../../test/dying-store.ts";
import { writeFormatOne } from "../../../test/format-one.ts";
import type { FormatOne } from "../../../test/format-one.ts";
import { base, key, keys, overlay, page } from "../conformance/fixtures.ts";
import { createMemoryStore } from "../memory/create-memory-store.ts";
import type { BaseRecord } from "../../record/record.ts";
import type { Store } from "../contract.ts";
import type { BaseRow } from "../record-view.ts";
import { createConnection } from "./database/connection.ts";
import { databaseName } from "./database/database-name.ts";
import { moveRows } from "./move-rows.ts";
import { openIdbStore } from "./open-idb-store.ts";
import { segmentSize } from "./segments/pack.ts";
import { createShelf } from "./segments/shelf.ts";

const name = databaseName("default", "t");
const places = [
  ["crm", "contacts"],
  ["crm", "deals"],
  ["erp", "contacts"],
] as const;

/** Steps that moving takes: one for each thousand rows of a stream, one that finds nothing left. */
const steps = 5;

const before: FormatOne = {
  commit: 7,
  rows: [
    ...page(2_300).map((record, at) => ({
      connection: "crm",
      stream: "contacts",
      row: { ...record, commit: 1 + (at % 5) },
    })),
    { connection: "crm", stream: "deals", row: { ...base("d", { raw: true }), raw: { sent: 1 }, page: 4, commit: 6 } },
    { connection: "erp", stream: "contacts", row: { ...base("000001"), commit: 7 } },
  ],
  overlays: [{ connection: "crm", stream: "contacts", row: { ...overlay("000003", { own: true }), commit: 4 } }],
};

/** The same content as a store tells it that never knew the format. */
async function wanted(): Promise<unknown> {
  const memory = createMemoryStore();
  for (let commit = 1; commit <= before.commit; commit += 1) {
    const put = before.rows.filter(({ row }) => row.commit === commit);
    const [connection, stream] = [put[0]?.connection ?? "crm", put[0]?.stream ?? "contacts"];
    const own = commit === 4 ? { overlay: { put: [overlay("000003", { own: true })], remove: [] } } : {};
    await memory.commit({ connection, stream, put: put.map(({ row }) => withoutCommit(row)), ...own });
  }
  return contentOf(memory);
}

function withoutCommit(row: BaseRow): BaseRecord {
  const { commit: _, ...record } = row;
  return record;
}

function contentOf(store: Store): Promise<unknown> {
  const streams = places.map(async ([connection, stream]) => ({
    count: await store.count(connection, stream),
    views: await store.records(connection, stream, { limit: 5_000 }),
    keys: await store.keys(connection, stream, { limit: 5_000 }),
    bases: await store.bases(connection, stream, keys("d", "000001", "000099")),
    hashes: await store.hashes(connection, stream, keys("000000", "002299", "d", "nobody")),
  }));
  return Promise.all([store.head(), ...streams]);
}

async function rowsLeft(): Promise<number> {
  const database = await openDB(name);
  const count = await database.count("base");
  database.close();
  return count;
}

/** Moves in a process that dies, and gives how it ended. */
async function moveUntilDeath(nth: number, when: "before" | "after"): Promise<unknown> {
  const shelf = createShelf();
  const living = createConnection({ factory: indexedDB, name }, () => shelf.forget());
  const connection = dyingConnection(living, nth, when);
  const outcome = await moveRows({ connection, shelf, size: segmentSize }).catch((error: unknown) => error);
  await living.close();
  return outcome;
}

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  await writeFormatOne(name, before);
});

test("what the first format kept is read as before, and goes on from there", async () => {
  const store = await openIdbStore({ tenant: "t" });
  expect(await contentOf(store)).toEqual(await wanted());
  expect(await rowsLeft()).toBe(0);
  expect(await store.commit({ connection: "crm", stream: "contacts", remove: [key("000000")], put: [base("x")] })).toBe(
    8,
  );
  expect(await store.count("crm", "contacts")).toBe(2_300);
  await store.close();
});

test.each(["before", "after"] as const)(
  "a process that dies %s any step of moving is followed by one that goes on",
  async (when) => {
    for (let nth = 1; nth <= steps; nth += 1) {
      globalThis.indexedDB = new IDBFactory();
      await writeFormatOne(name, before);
      expect(await moveUntilDeath(nth, when)).toBeInstanceOf(Died);
      const left = await rowsLeft();
      expect(left).toBe(Math.max(0, [2_302, 1_302, 302, 2, 1, 0].at(when === "before" ? nth - 1 : nth) ?? 0));
      const store = await openIdbStore({ tenant: "t" });
      expect(await contentOf(store)).toEqual(await wanted());
      expect(await rowsLeft()).toBe(0);
      await store.close();
    }
  },
);

test("two tabs that move at once move each row once", async () => {
  const [a, b] = await Promise.all([openIdbStore({ tenant: "t" }), openIdbStore({ tenant: "t" })]);
  expect(await contentOf(a)).toEqual(await wanted());
  expect(await contentOf(b)).toEqual(await wanted());
  await Promise.all([a.close(), b.close()]);
});

test("a row that cannot be read stops the opening and stays where it is", async () => {
  const database = await openDB(name, 1);
  await database.put("base", { key: "000500", data: 4 }, ["crm", "contacts", "000500"]);
  database.close();
  await expect(openIdbStore({ tenant: "t" })).rejects.toMatchObject({
    code: "storage",
    failure: { retryable: false, action: "report", message: expect.stringMatching(/stored record cannot be read/) },
  });
  expect(await rowsLeft()).toBe(2_302);
});
