import type { LimitState, StoredTokens } from "@waybill/transport";
import type { Pointer } from "../../connector/refs.ts";
import type { Checkpoint } from "../../pull/checkpoint/checkpoint.ts";
import type { Mutation } from "../../push/mutation.ts";
import type { Receipt } from "../../receipt/receipt.ts";
import type { QuarantinedRecord, RecordKey, RecordTrace } from "../../record/record.ts";
import type { Lease } from "../contract.ts";
import type { BaseRow, OverlayRow } from "../record-view.ts";
import { SortedMap } from "./sorted-map.ts";

/** A quarantined record and its place in the order of arrival. */
export interface KeptAside {
  readonly record: QuarantinedRecord;
  readonly order: number;
}

/** Everything of one stream of one connection. */
export interface StreamState {
  readonly base: SortedMap<RecordKey, BaseRow>;
  readonly overlay: SortedMap<RecordKey, OverlayRow>;
  readonly quarantine: Map<string, KeptAside>;
  readonly traces: SortedMap<RecordKey, RecordTrace>;
  readonly seen: Map<string, (readonly RecordKey[])[]>;
  checkpoint: Checkpoint | undefined;
  lease: Lease | undefined;
}

/** Everything of one connection. Receipts stand in commit order. */
export interface ConnectionState {
  readonly streams: Map<string, StreamState>;
  readonly receipts: { readonly commit: number; readonly receipt: Receipt }[];
  readonly mutations: Map<string, Mutation>;
}

/** A value under a key of its own, and the connection whose erasure removes it: the one that wrote it last. */
export interface Owned<T> {
  readonly connection: string;
  readonly value: T;
}

/** Everything of one tenant. `arrivals` numbers what is kept aside, `erased` is the number of the last erasure or removal of tokens. */
export interface TenantState {
  readonly connections: Map<string, ConnectionState>;
  readonly receipts: Map<string, Owned<Receipt>>;
  readonly tokens: Map<string, Owned<StoredTokens>>;
  readonly limits: Map<string, Owned<LimitState>>;
  /** Fields by stream, by connection; only where there are any. */
  readonly indexes: Map<string, ReadonlyMap<string, readonly Pointer[]>>;
  head: number;
  erased: number;
  arrivals: number;
}

export function emptyTenant(): TenantState {
  return {
    connections: new Map(),
    receipts: new Map(),
    tokens: new Map(),
    limits: new Map(),
    indexes: new Map(),
    head: 0,
    erased: 0,
    arrivals: 0,
  };
}

/** The connection's state, made when it is first written. */
export function connectionState(tenant: TenantState, connection: string): ConnectionState {
  return made(tenant.connections, connection, () => ({
    streams: new Map(),
    receipts: [],
    mutations: new Map(),
  }));
}

/** The stream's state, made when it is first written. */
export function streamState(connection: ConnectionState, stream: string): StreamState {
  return made(connection.streams, stream, () => ({
    base: new SortedMap(),
    overlay: new SortedMap(),
    quarantine: new Map(),
    traces: new SortedMap(),
    seen: new Map(),
    checkpoint: undefined,
    lease: undefined,
  }));
}

function made<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const value = make();
  map.set(key, value);
  return value;
}
