import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from "idb";

/** Version of the rows below, kept in the database itself. Another one is an error to the reader, never an empty store. */
export const storeFormat = 3;

/** IndexedDB's own version: raised when object stores, indexes or what is sealed change, so that a tab of an older version is told that the store is newer. */
export const databaseVersion = 5;

/** `[connection, stream]` and `[connection, stream, record key or id]`. */
type OfStream = [connection: string, stream: string];
type InStream = [connection: string, stream: string, id: string];

/** What the directory knows of a segment stands in its key: it is made of keys, without a value being read. */
export type SegmentKey = [
  connection: string,
  stream: string,
  id: number,
  level: number,
  count: number,
  bytes: number,
  min: string,
  max: string,
];

/** Every object store, with its key. Values are `unknown`: what comes from a disk is checked before it is believed. */
export interface WaybillDatabase extends DBSchema {
  meta: { key: "format" | "mark"; value: unknown };
  changes: { key: [commit: number, step: number]; value: unknown };
  streams: { key: OfStream; value: unknown };
  /** Keys and hashes of each segment. */
  entries: { key: SegmentKey; value: unknown };
  /** Records of each segment. */
  bodies: { key: [connection: string, stream: string, segment: number]; value: unknown };
  /** One row for each record: how format 1 kept them. Empty once the rows are moved into segments. */
  base: { key: InStream; value: unknown };
  overlay: { key: InStream; value: unknown };
  seen: { key: [connection: string, stream: string, run: string, commit: number]; value: unknown };
  quarantine: {
    key: InStream;
    value: unknown;
    indexes: {
      connection: [connection: string, order: number];
      stream: [connection: string, stream: string, order: number];
    };
  };
  traces: { key: InStream; value: unknown };
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
export const connectionStores: readonly ["overlay", "streams", "seen", "quarantine", "mutations", "receipts"] = [
  "overlay",
  "streams",
  "seen",
  "quarantine",
  "mutations",
  "receipts",
];

/** Object stores of segments, of what is not yet in any, and of what is in none any more: each stream in them has a row in `streams`. */
export const segmentStores: readonly ["entries", "bodies", "base", "traces"] = ["entries", "bodies", "base", "traces"];

/** Object stores whose rows say in a member whose they are. */
export const ownedStores: readonly ["tokens", "limits"] = ["tokens", "limits"];
