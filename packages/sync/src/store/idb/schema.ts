import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from "idb";

/** Version of the rows below, kept in the database itself. Another one is an error to the reader, never an empty store. */
export const storeFormat = 2;

/** IndexedDB's own version: raised when object stores or indexes change. */
export const databaseVersion = 2;

/** `[connection, stream]` and `[connection, stream, record key or id]`. */
type OfStream = [connection: string, stream: string];
type InStream = [connection: string, stream: string, id: string];
type OfSegment = [connection: string, stream: string, segment: number];

/** Every object store, with its key. Values are `unknown`: what comes from a disk is checked before it is believed. */
export interface WaybillDatabase extends DBSchema {
  meta: { key: "format" | "head"; value: unknown };
  changes: { key: number; value: unknown };
  /** What the directory knows of each segment. */
  segments: { key: OfSegment; value: unknown };
  /** Keys and hashes of each segment. */
  entries: { key: OfSegment; value: unknown };
  /** Records of each segment. */
  bodies: { key: OfSegment; value: unknown };
  /** One row for each record: how format 1 kept them. Empty once the rows are moved into segments. */
  base: { key: InStream; value: unknown };
  overlay: { key: InStream; value: unknown };
  counts: { key: OfStream; value: unknown };
  seen: { key: [connection: string, stream: string, run: string, commit: number]; value: unknown };
  checkpoints: { key: OfStream; value: unknown };
  leases: { key: OfStream; value: unknown };
  quarantine: {
    key: InStream;
    value: unknown;
    indexes: {
      connection: [connection: string, order: number];
      stream: [connection: string, stream: string, order: number];
    };
  };
  mutations: {
    key: [connection: string, id: string];
    value: unknown;
    indexes: { state: [connection: string, state: string, sequence: number] };
  };
  receipts: {
    key: [connection: string, commit: number];
    value: unknown;
    indexes: { stream: [connection: string, stream: string, commit: number]; id: string };
  };
  tokens: { key: string; value: unknown; indexes: { owner: [connection: string] } };
  limits: { key: string; value: unknown; indexes: { owner: [connection: string] } };
}

export type StoreName = StoreNames<WaybillDatabase>;
export type Database = IDBPDatabase<WaybillDatabase>;
export type AnyTransaction = Transaction<"readonly"> | Transaction<"readwrite">;
export type Transaction<Mode extends IDBTransactionMode> = IDBPTransaction<WaybillDatabase, StoreName[], Mode>;

/** Object stores whose keys begin with the connection. Whatever a connection has is also in one of them. */
export const connectionStores: readonly [
  "overlay",
  "counts",
  "seen",
  "checkpoints",
  "leases",
  "quarantine",
  "mutations",
  "receipts",
] = ["overlay", "counts", "seen", "checkpoints", "leases", "quarantine", "mutations", "receipts"];

/** Object stores of segments, and of what is not yet in any: each stream in them is counted in `counts`. */
export const segmentStores: readonly ["segments", "entries", "bodies", "base"] = [
  "segments",
  "entries",
  "bodies",
  "base",
];

/** Object stores that hold the records of a stream, and the count that changes with them. */
export const recordStores: readonly ["counts", "segments", "entries", "bodies"] = [
  "counts",
  "segments",
  "entries",
  "bodies",
];

/** Object stores whose rows say in a member whose they are. */
export const ownedStores: readonly ["tokens", "limits"] = ["tokens", "limits"];

/** Makes the object stores that a database of an earlier version lacks. Runs in the one transaction that may. */
export function createObjectStores(database: Database, from: number): void {
  if (from < 1) createFirst(database);
  if (from < 2) for (const name of ["segments", "entries", "bodies"] as const) database.createObjectStore(name);
}

function createFirst(database: Database): void {
  for (const name of ["meta", "changes", "base", "overlay", "counts", "seen", "checkpoints", "leases"] as const) {
    database.createObjectStore(name);
  }
  const quarantine = database.createObjectStore("quarantine");
  quarantine.createIndex("connection", ["connection", "order"], { unique: true });
  quarantine.createIndex("stream", ["connection", "stream", "order"], { unique: true });
  database.createObjectStore("mutations").createIndex("state", ["connection", "state", "sequence"]);
  const receipts = database.createObjectStore("receipts");
  receipts.createIndex("stream", ["connection", "stream", "commit"], { unique: true });
  receipts.createIndex("id", "id", { unique: true });
  for (const name of ownedStores) database.createObjectStore(name).createIndex("owner", ["connection"]);
}
