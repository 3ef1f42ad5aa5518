import { pullDefaults } from "../../../packages/sync/src/pull/settings.ts";
import Dexie from "dexie";
import { openDB } from "idb";
import PouchDB from "pouchdb-browser";
import { createRxDatabase } from "rxdb";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";
import { createStore } from "tinybase";
import { createIndexedDbPersister } from "tinybase/persisters/persister-indexed-db";
import { pageByPage } from "./contender.ts";
import type { Contender, Open, Page, TakeIn } from "./contender.ts";
import type { Item } from "./records.ts";
import { waybillEngine } from "./waybill-engine.ts";
import { waybillStore } from "./waybill-store.ts";

function promised<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("no reason")));
  });
}

async function raw(name: string): Promise<Contender> {
  const opening = indexedDB.open(name, 1);
  opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore("contacts", { keyPath: "id" }));
  const db = await promised(opening);
  const reading = () => db.transaction("contacts").objectStore("contacts");
  return {
    first: pageByPage(
      (page) =>
        new Promise((resolve, reject) => {
          const tx = db.transaction("contacts", "readwrite", { durability: "relaxed" });
          for (const item of page) tx.objectStore("contacts").put(item);
          tx.addEventListener("complete", () => resolve());
          tx.addEventListener("abort", () => reject(tx.error ?? new Error("no reason")));
        }),
    ),
    again: pageByPage(async (page) => {
      const store = reading();
      const found = await Promise.all(page.map(({ id }) => promised(store.get(id))));
      if (page.some((item, at) => JSON.stringify(item) !== JSON.stringify(found[at]))) throw new Error("changed");
    }),
    get: (key) => promised(reading().get(key)),
    range: (key) => promised(reading().getAll(IDBKeyRange.lowerBound(key), 100)),
    close: () => db.close(),
  };
}

/** The same, given what a vendor would have answered. */
async function rawFromText(name: string): Promise<Contender> {
  const { first, again, close } = await raw(name);
  let texts: readonly string[] = [];
  const read = (take: TakeIn | undefined): TakeIn =>
    pageByPage(async (_page, n) => {
      const page: Page = await new Response(texts[n - start]).json();
      await take?.([page], n);
    });
  let start = 0;
  return {
    async prepare(pages, from) {
      texts = pages.map((page) => JSON.stringify(page));
      start = from;
    },
    first: read(first),
    again: read(again),
    ...(close !== undefined && { close }),
  };
}

/** The least that any packing could cost: a page's text in one value, nothing compared, no index, no promise kept. */
async function floor(name: string): Promise<Contender> {
  const opening = indexedDB.open(name, 1);
  opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore("pages"));
  const db = await promised(opening);
  const encoder = new TextEncoder();
  return {
    first: pageByPage(
      (page, n) =>
        new Promise((resolve, reject) => {
          const tx = db.transaction("pages", "readwrite", { durability: "relaxed" });
          tx.objectStore("pages").put(encoder.encode(JSON.stringify(page)), n);
          tx.addEventListener("complete", () => resolve());
          tx.addEventListener("abort", () => reject(tx.error ?? new Error("no reason")));
        }),
    ),
    again: pageByPage(async (_page, n) => void (await promised(db.transaction("pages").objectStore("pages").get(n)))),
    close: () => db.close(),
  };
}

async function dexie(name: string): Promise<Contender> {
  const db = new Dexie(name);
  db.version(1).stores({ contacts: "id" });
  const table = db.table<Item>("contacts");
  return {
    first: pageByPage(async (page) => void (await table.bulkPut(page))),
    again: pageByPage(async (page) => void (await table.bulkPut(page))),
    get: (key) => table.get(key),
    range: (key) => table.where("id").aboveOrEqual(key).limit(100).toArray(),
    close: () => db.close(),
  };
}

async function dexieCompare(name: string): Promise<Contender> {
  const inner = await dexie(name);
  const db = new Dexie(name);
  db.version(1).stores({ contacts: "id" });
  return {
    ...inner,
    again: pageByPage(async (page) => {
      const found = await db.table<Item>("contacts").bulkGet(page.map(({ id }) => id));
      if (page.some((item, at) => JSON.stringify(item) !== JSON.stringify(found[at]))) throw new Error("changed");
    }),
  };
}

async function idb(name: string): Promise<Contender> {
  const db = await openDB(name, 1, { upgrade: (made) => void made.createObjectStore("contacts", { keyPath: "id" }) });
  const write = pageByPage(async (page) => {
    const tx = db.transaction("contacts", "readwrite", { durability: "relaxed" });
    await Promise.all([...page.map((item) => tx.store.put(item)), tx.done]);
  });
  return {
    first: write,
    again: write,
    get: (key) => db.get("contacts", key),
    range: (key) => db.getAll("contacts", IDBKeyRange.lowerBound(key), 100),
    close: () => db.close(),
  };
}

async function rxdb(name: string): Promise<Contender> {
  const db = await createRxDatabase({
    name: name.toLowerCase().replaceAll(" ", "-"),
    storage: getRxStorageDexie(),
    multiInstance: false,
  });
  const schema = {
    version: 0,
    primaryKey: "id",
    type: "object",
    properties: { id: { type: "string", maxLength: 40 } },
  };
  const { contacts } = await db.addCollections({ contacts: { schema } });
  if (contacts === undefined) throw new Error("RxDB made no collection.");
  return {
    first: pageByPage(async (page) => void (await contacts.bulkInsert([...page]))),
    again: pageByPage(async (page) => void (await contacts.bulkUpsert([...page]))),
  };
}

async function pouchdb(name: string): Promise<Contender> {
  const db = new PouchDB(name);
  return {
    first: pageByPage(async (page) => void (await db.bulkDocs(page.map((item) => ({ ...item, _id: item.id }))))),
  };
}

/** Rows of TinyBase hold single values, so that nested ones are text; everything is in memory, and saved as a whole now and then. */
async function tinybase(name: string): Promise<Contender> {
  const store = createStore();
  const persister = createIndexedDbPersister(store, name);
  return {
    first: pageByPage(async (page) => {
      for (const item of page) store.setRow("contacts", item.id, { json: JSON.stringify(item) });
    }),
    settle: async () => void (await persister.save()),
  };
}

export const contenders: Readonly<Record<string, Open>> = {
  Waybill: waybillStore({ pagesPerCommit: pullDefaults.pagesPerCommit }),
  "Waybill, page by page": waybillStore({ pagesPerCommit: 1 }),
  "Waybill, encrypted": waybillStore({ pagesPerCommit: pullDefaults.pagesPerCommit, isEncrypted: true }),
  "Waybill, the whole engine": waybillEngine("steps"),
  "Waybill, the whole engine in one pull": waybillEngine("pull"),
  "raw IndexedDB": raw,
  "raw IndexedDB, from text": rawFromText,
  "one value a page, nothing else": floor,
  idb: idb,
  "Dexie bulkPut": dexie,
  "Dexie bulkGet and compare": dexieCompare,
  RxDB: rxdb,
  PouchDB: pouchdb,
  TinyBase: tinybase,
};
