import type { Mutation } from "../../push/mutation.ts";
import type { RecordKey, RecordView } from "../../record/record.ts";
import { readPointer } from "../../connector/pointer.ts";
import type { Page, RecordRange, Store } from "../contract.ts";
import { checkLimit } from "../page-limit.ts";
import { baseOf, mergeViews, viewRecord } from "../record-view.ts";
import type { StreamState, TenantState } from "./memory-state.ts";
import { bestPlaces } from "../best-places.ts";
import { indexPlace } from "../index-place.ts";
import { indexSearch, unknownIndex } from "../index-query.ts";
import type { IndexQuery } from "../index-query.ts";
import { newestFirst } from "./newest-first.ts";

type Reads = Pick<
  Store,
  | "head"
  | "hashes"
  | "bases"
  | "record"
  | "records"
  | "recordsBy"
  | "indexes"
  | "keys"
  | "count"
  | "checkpoint"
  | "lease"
  | "receipts"
  | "receipt"
  | "quarantine"
  | "quarantineCount"
  | "quarantined"
  | "traces"
  | "removed"
  | "mutations"
  | "tokens"
  | "limits"
>;

/** Every read of a memory store, over the state that `tenant` gives at the moment of the call. */
export function memoryReads(tenant: () => TenantState): Reads {
  const streamOf = (connection: string, stream: string) => tenant().connections.get(connection)?.streams.get(stream);
  const fieldsOf = (connection: string, stream: string) => tenant().indexes.get(connection)?.get(stream) ?? [];
  return {
    ...recordReads(streamOf),
    ...listReads(tenant),
    indexes: async (connection, stream) => fieldsOf(connection, stream),
    recordsBy: async (connection, stream, query) => {
      const declared = fieldsOf(connection, stream);
      if (!declared.includes(query.index)) throw unknownIndex(stream, query.index, declared);
      return viewsBy(streamOf(connection, stream), query);
    },
    head: async () => tenant().head,
    checkpoint: async (connection, stream) => streamOf(connection, stream)?.checkpoint,
    lease: async (connection, stream) => streamOf(connection, stream)?.lease,
    quarantineCount: async (connection, stream) => streamOf(connection, stream)?.quarantine.size ?? 0,
    quarantined: async (connection, stream, ids) => {
      const kept = streamOf(connection, stream)?.quarantine;
      return ids.map((id) => kept?.get(id)?.record);
    },
    traces: async (connection, stream, keys) => {
      const traces = streamOf(connection, stream)?.traces;
      return keys.map((key) => traces?.get(key));
    },
    removed: async (connection, stream, { after, limit }) => {
      checkLimit(limit);
      return streamOf(connection, stream)?.traces.valuesAfter(after, limit) ?? [];
    },
    tokens: async (key) => tenant().tokens.get(key)?.value,
    limits: async (bucket) => tenant().limits.get(bucket)?.value,
  };
}

function recordReads(streamOf: (connection: string, stream: string) => StreamState | undefined) {
  return {
    hashes: async (connection, stream, keys) => {
      const rows = streamOf(connection, stream)?.base;
      return keys.map((key) => rows?.get(key)?.hash);
    },
    bases: async (connection, stream, keys) => {
      const rows = streamOf(connection, stream)?.base;
      return keys.map((key) => baseOf(rows?.get(key)));
    },
    record: async (connection, stream, key) => {
      const state = streamOf(connection, stream);
      return viewRecord(state?.base.get(key), state?.overlay.get(key));
    },
    records: async (connection, stream, range) => viewsAfter(streamOf(connection, stream), range),
    keys: async (connection, stream, { after, limit }) => {
      checkLimit(limit);
      return streamOf(connection, stream)?.base.keysAfter(after, limit) ?? [];
    },
    count: async (connection, stream) => streamOf(connection, stream)?.base.size ?? 0,
  } satisfies Partial<Reads>;
}

function listReads(tenant: () => TenantState) {
  return {
    receipts: async (connection, { stream, limit, cursor }) => {
      const all = tenant().connections.get(connection)?.receipts ?? [];
      const wanted = all.filter(({ receipt }) => stream === undefined || receipt.stream === stream);
      return newestFirst(
        wanted.map(({ receipt, commit }) => ({ item: receipt, place: commit })),
        limit,
        cursor,
      );
    },
    receipt: async (id) => tenant().receipts.get(id)?.value,
    quarantine: async (connection, { stream, limit, cursor }) => {
      const streams = [...(tenant().connections.get(connection)?.streams ?? [])];
      const kept = streams.flatMap(([name, state]) =>
        stream === undefined || name === stream ? [...state.quarantine.values()] : [],
      );
      const placed = kept.map(({ record, order }) => ({ item: record, place: order }));
      return newestFirst(
        placed.toSorted((a, b) => a.place - b.place),
        limit,
        cursor,
      );
    },
    mutations: async (connection, { states, limit }) => {
      checkLimit(limit);
      const all = [...(tenant().connections.get(connection)?.mutations.values() ?? [])];
      return all
        .filter(({ state }) => states.includes(state))
        .toSorted(bySequence)
        .slice(0, limit);
    },
  } satisfies Partial<Reads>;
}

function bySequence(a: Mutation, b: Mutation): number {
  return a.sequence - b.sequence;
}

/** Reads on until the page is full: rows that own changes delete are not seen by a reader. */
function viewsAfter(stream: StreamState | undefined, { after, limit }: RecordRange): readonly RecordView[] {
  checkLimit(limit);
  const found: RecordView[] = [];
  let from: RecordKey | undefined = after;
  do {
    const base = stream?.base.valuesAfter(from, limit) ?? [];
    const overlay = stream?.overlay.valuesAfter(from, limit) ?? [];
    const { views, horizon } = mergeViews({ base, overlay, limit });
    found.push(...views.slice(0, limit - found.length));
    from = horizon;
  } while (from !== undefined && found.length < limit);
  return found;
}

/** Looks at every record: what is in memory is found soon enough, and nothing has to be kept in order. */
function viewsBy(stream: StreamState | undefined, query: IndexQuery): Page<RecordView> {
  const best = bestPlaces<RecordView>(indexSearch(query));
  const limit = 512;
  let after: RecordKey | undefined;
  for (;;) {
    const views = viewsAfter(stream, { after, limit });
    for (const view of views) best.offer(indexPlace(readPointer(view.data, query.index), view.key), view);
    if (views.length < limit) return best.page();
    after = views.at(-1)?.key;
  }
}
