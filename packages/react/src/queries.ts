import type {
  DefaultError,
  InfiniteData,
  QueryClient,
  QueryKey,
  UseInfiniteQueryOptions,
  UseQueryOptions,
} from "@tanstack/react-query";
import type {
  FailedRecord,
  HealthSummary,
  IndexQuery,
  Ledger,
  OutboxSummary,
  Page,
  PageOptions,
  Receipt,
  RecordKey,
  RecordSource,
  RecordView,
  StatusSource,
  StatusTarget,
  SyncSnapshot,
} from "@waybill/sync/status";
import { type Listed, mostAtOnce, readAsLong, sharedAsOne } from "./pages.ts";

/** Every key begins so. The number is the shape of what is cached: a persisted cache of another shape is dropped, not misread. */
export const waybillKey: readonly ["waybill", 1] = ["waybill", 1];

/** Names the source in a query client that several providers share. Default: none. */
export interface QueryScope {
  readonly scope?: string | undefined;
}

/** Options for `useQuery`, `prefetchQuery`, `ensureQueryData` and their kin. */
export type WaybillQuery<T> = UseQueryOptions<T> & { readonly queryKey: QueryKey };

/** Options for `useInfiniteQuery` and its kin. However many pages were read, `data.pages` holds one of them all, each item once. */
export type WaybillPages<T> = UseInfiniteQueryOptions<
  Page<T>,
  DefaultError,
  InfiniteData<Page<T>>,
  QueryKey,
  string | undefined
> & { readonly queryKey: QueryKey };

/** Data that came with the page is not asked for again at once. */
const freshForMs = 5_000;

/**
 * A source answers from this device or retries by itself; a failed read is told at once, and being offline says nothing about whether it can answer.
 */
const reading = { retry: false, networkMode: "always", staleTime: freshForMs } as const;

type Kind =
  | "status"
  | "receipt"
  | "history"
  | "failed"
  | "records"
  | "record"
  | "count"
  | "outbox"
  | "ledger"
  | "health"
  | "act";

/** `["waybill", 1, kind, connection, stream or null, scope or null]`. */
export function targetKey(kind: Kind, target: StatusTarget, options?: QueryScope): QueryKey {
  return keyOf(kind, target.connection, target.stream ?? null, options?.scope ?? null);
}

function keyOf(...parts: readonly unknown[]): QueryKey {
  return [...waybillKey, ...parts];
}

/** The status of a connection or stream. Never goes back to a lower revision. */
export function statusQuery(
  source: Pick<StatusSource, "snapshot">,
  target: StatusTarget,
  options?: QueryScope,
): WaybillQuery<SyncSnapshot> {
  const queryKey = targetKey("status", target, options);
  return {
    ...reading,
    queryKey,
    queryFn: async ({ client }) => latest(client.getQueryData(queryKey), await source.snapshot(target)),
  };
}

/** The statuses of many targets in one request, in their order. */
export function statusesQuery(
  source: Pick<StatusSource, "snapshots">,
  targets: readonly StatusTarget[],
  options?: QueryScope,
): WaybillQuery<readonly SyncSnapshot[]> {
  const keys = targets.map(({ connection, stream }) => [connection, stream ?? null]);
  return {
    ...reading,
    queryKey: keyOf("statuses", keys, options?.scope ?? null),
    queryFn: () => source.snapshots(targets),
  };
}

/** One receipt, or null when there is none of that id. A receipt never changes, so it is read once. */
export function receiptQuery(
  source: Pick<StatusSource, "receipt">,
  id: string,
  options?: QueryScope,
): WaybillQuery<Receipt | null> {
  return {
    ...reading,
    queryKey: keyOf("receipt", id, options?.scope ?? null),
    queryFn: async () => (await source.receipt(id)) ?? null,
    staleTime: ({ state }) => (state.data === undefined || state.data === null ? freshForMs : Infinity),
  };
}

/** Receipts, newest first. `limit`: read at a time, at most 200. Default 20. */
export function historyQuery(
  source: Pick<StatusSource, "history">,
  target: StatusTarget,
  options?: QueryScope & { readonly limit?: number | undefined },
): WaybillPages<Receipt> {
  return pages(targetKey("history", target, options), options?.limit, (page) => source.history(target, page));
}

/** Records that need a person. `limit`: read at a time, at most 200. Default 20. */
export function failedQuery(
  source: Pick<StatusSource, "failed">,
  target: StatusTarget,
  options?: QueryScope & { readonly limit?: number | undefined },
): WaybillPages<FailedRecord> {
  return pages(targetKey("failed", target, options), options?.limit, (page) => source.failed(target, page));
}

/** Records by key. */
export interface RecordsRange {
  readonly limit: number;
  /** Key of the last record of the page before. Default: from the first record. */
  readonly after?: RecordKey | undefined;
}

/** A page of a stream's records: by key, or by the value of a field, and then with the `cursor` of the page that follows. */
export function recordsQuery(
  source: Pick<RecordSource, "records" | "recordsBy">,
  target: Required<StatusTarget>,
  options: QueryScope & (RecordsRange | IndexQuery),
): WaybillQuery<Page<RecordView>> {
  const { scope, ...asked } = options;
  const queryKey: QueryKey = [...targetKey("records", target, { scope }), asked];
  return {
    ...reading,
    queryKey,
    queryFn: async (): Promise<Page<RecordView>> =>
      "index" in asked ? source.recordsBy(target, asked) : { items: await source.records(target, asked) },
  };
}

/** How many records a stream holds. */
export function recordCountQuery(
  source: Pick<RecordSource, "count">,
  target: Required<StatusTarget>,
  options?: QueryScope,
): WaybillQuery<number> {
  return {
    ...reading,
    queryKey: targetKey("count", target, options),
    queryFn: () => source.count(target),
  };
}

/** One record of a stream, or null when it holds none of that key. */
export function recordQuery(
  source: Pick<RecordSource, "record">,
  target: Required<StatusTarget>,
  key: RecordKey,
  options?: QueryScope,
): WaybillQuery<RecordView | null> {
  const queryKey: QueryKey = [...targetKey("record", target, options), key];
  return {
    ...reading,
    queryKey,
    queryFn: async () => (await source.record(target, key)) ?? null,
  };
}

/** What waits to be sent of a connection. */
export function outboxQuery(
  source: Pick<StatusSource, "outbox">,
  connection: string,
  options?: QueryScope,
): WaybillQuery<OutboxSummary> {
  const queryKey = targetKey("outbox", { connection }, options);
  return { ...reading, queryKey, queryFn: () => source.outbox(connection) };
}

/** The last comparison of both sides of a connection, or null when none was made. */
export function ledgerQuery(
  source: Pick<StatusSource, "ledger">,
  connection: string,
  options?: QueryScope,
): WaybillQuery<Ledger | null> {
  const queryKey = targetKey("ledger", { connection }, options);
  return { ...reading, queryKey, queryFn: async () => (await source.ledger(connection)) ?? null };
}

/** How the last runs of a connection or stream went. */
export function healthQuery(
  source: Pick<StatusSource, "health">,
  target: StatusTarget,
  options?: QueryScope,
): WaybillQuery<HealthSummary> {
  const queryKey = targetKey("health", target, options);
  return { ...reading, queryKey, queryFn: () => source.health(target) };
}

/** Puts a pushed snapshot into the cache, unless a later one is there. Returns what is there afterwards. */
export function writeSnapshot(client: QueryClient, key: QueryKey, snapshot: SyncSnapshot): SyncSnapshot {
  return client.setQueryData<SyncSnapshot>(key, (known) => latest(known, snapshot)) ?? snapshot;
}

function latest(known: SyncSnapshot | undefined, arrived: SyncSnapshot): SyncSnapshot {
  return known !== undefined && known.revision > arrived.revision ? known : arrived;
}

function pages<T extends Listed>(
  key: QueryKey,
  asked: number | undefined,
  read: (page: PageOptions) => Promise<Page<T>>,
): WaybillPages<T> {
  const limit = Math.min(asked ?? 20, mostAtOnce);
  const queryKey = [...key, limit];
  return {
    ...reading,
    queryKey,
    queryFn: ({ client, pageParam: cursor }) => {
      if (cursor !== undefined) return read({ limit, cursor });
      const known = client.getQueryData<InfiniteData<Page<T>>>(queryKey)?.pages[0];
      return readAsLong(read, limit, known?.items.length ?? 0);
    },
    structuralSharing: sharedAsOne,
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next,
  };
}
