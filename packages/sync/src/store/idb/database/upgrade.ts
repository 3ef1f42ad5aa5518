import { wrap } from "idb";
import { storageDamaged } from "../../storage-failure.ts";
import { otherFormat } from "./as-failure.ts";
import { ownedStores, storeFormat } from "./schema.ts";

/** What changes an older database into one of the present version. Runs in the one transaction that may change object stores. */
interface Upgrade {
  readonly database: IDBDatabase;
  readonly tx: IDBTransaction;
  readonly from: number;
  /** What a new database is marked with. */
  readonly mark?: string | undefined;
}

/**
 * Makes the object stores of a new database; in an older one rewrites the rows that are about streams as a whole. Records that format 1 kept one by
 * one are many, and are moved bit by bit once the database is open. Rows are copied as they are: whether they can be read is judged by who reads them.
 */
export async function upgrade({ database, tx, from, mark }: Upgrade): Promise<void> {
  // No release ever wrote it.
  if (from === 2) throw storageDamaged(otherFormat(from));
  if (from < 1) createFirst(database);
  if (from < 2) for (const name of ["entries", "bodies"]) database.createObjectStore(name);
  if (from < 3) database.createObjectStore("streams");
  if (from < 4) database.createObjectStore("traces");
  tx.objectStore("meta").put({ format: storeFormat }, "format");
  if (from < 1 && mark !== undefined) tx.objectStore("meta").put(mark, "mark");
  if (from === 1) await rewrite(database, tx);
}

async function rewrite(database: IDBDatabase, tx: IDBTransaction): Promise<void> {
  await joinStreams(tx);
  await numberChanges(tx);
  await packSeen(tx);
  for (const name of ["counts", "checkpoints", "leases"]) database.deleteObjectStore(name);
}

function createFirst(database: IDBDatabase): void {
  for (const name of ["meta", "changes", "base", "overlay", "seen"]) database.createObjectStore(name);
  const quarantine = database.createObjectStore("quarantine");
  quarantine.createIndex("connection", ["connection", "order"], { unique: true });
  quarantine.createIndex("stream", ["connection", "stream", "order"], { unique: true });
  database.createObjectStore("mutations").createIndex("state", ["connection", "state", "sequence"]);
  const receipts = database.createObjectStore("receipts");
  receipts.createIndex("stream", ["connection", "stream", "commit"], { unique: true });
  receipts.createIndex("id", "id", { unique: true });
  for (const name of ownedStores) database.createObjectStore(name).createIndex("owner", ["connection"]);
}

interface Row {
  readonly key: IDBValidKey;
  readonly value: unknown;
}

async function rowsOf(store: IDBObjectStore): Promise<readonly Row[]> {
  const [keys, values] = await Promise.all([wrap(store.getAllKeys()), wrap(store.getAll())]);
  return keys.map((key, at) => ({ key, value: values[at] }));
}

const member = (row: unknown, name: string): unknown => Reflect.get(Object(row), name);

/** Counts, lease and checkpoint of a stream had a row each. */
async function joinStreams(tx: IDBTransaction): Promise<void> {
  const joined = new Map<string, object>();
  const join = (key: IDBValidKey, members: object) => {
    const place = JSON.stringify(key);
    joined.set(place, { base: 0, quarantine: 0, version: 0, epoch: 0, ...joined.get(place), ...members });
  };
  for (const { key, value } of await rowsOf(tx.objectStore("counts"))) join(key, Object(value));
  for (const { key, value } of await rowsOf(tx.objectStore("leases"))) join(key, { lease: value });
  for (const { key, value } of await rowsOf(tx.objectStore("checkpoints"))) {
    join(key, { checkpoint: { version: member(value, "version"), text: JSON.stringify(value) } });
  }
  for (const [place, row] of joined) tx.objectStore("streams").put(row, JSON.parse(place));
}

/** The counters had a row of their own, beside what the last commits told. */
async function numberChanges(tx: IDBTransaction): Promise<void> {
  const changes = tx.objectStore("changes");
  const [rows, head] = await Promise.all([rowsOf(changes), wrap<unknown>(tx.objectStore("meta").get("head"))]);
  if (head === undefined) return;
  const counters = { segments: 0, ...Object(head) };
  changes.clear();
  for (const { key, value } of rows) changes.put({ ...counters, ...Object(value) }, [key, 0]);
  if (rows.length === 0) changes.put({ ...counters, events: [] }, [counters.commit, 0]);
  tx.objectStore("meta").delete("head");
}

/** Each block of seen keys had a row of its own. */
async function packSeen(tx: IDBTransaction): Promise<void> {
  const seen = tx.objectStore("seen");
  for (const { key, value } of await rowsOf(seen)) {
    const keys: unknown = member(value, "keys");
    const count = Array.isArray(keys) ? keys.length : 0;
    const block = { commit: member(value, "commit"), count, keys: JSON.stringify(keys) };
    seen.put({ run: member(key, "2"), blocks: [block] }, key);
  }
}
